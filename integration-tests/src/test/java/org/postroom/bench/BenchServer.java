// SPDX-License-Identifier: Apache-2.0
package org.postroom.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.user.api.UsersRepository;
import org.postroom.config.SmartHost;
import org.postroom.wiring.HelpDeskServer;
import org.postroom.wiring.Ports;
import org.postroom.wiring.PostroomServer;
import org.postroom.wiring.StartSettings;

/**
 * The process that is measured: {@code bare HOME} is James in our assembly (same storage, same queue, same protocols)
 * without the help desk; {@code postroom HOME SMARTHOST-PORT} is all of it. Says {@code ready smtp=... imaps=...}.
 */
public final class BenchServer {

    /** Those who have a mailbox. */
    static final List<String> AGENTS = List.of("agent1@acme.test", "agent2@acme.test", "agent3@acme.test");

    /** Everybody's password. */
    static final String PASSWORD = "correct horse battery";

    private BenchServer() {}

    /**
     * Runs until the process is stopped.
     *
     * @param args see above
     * @throws Exception when the server cannot start
     */
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[1]);
        PostroomServer server = args[0].equals("bare")
                ? PostroomServer.start(StartSettings.onLoopback(home))
                : HelpDeskServer.start(
                        home,
                        Ports.free(),
                        settings -> settings.onLoopback().withSmartHost(SmartHost.of("127.0.0.1:" + args[2])));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop();
            stopped.countDown();
        }));
        System.out.println("ready smtp=" + server.ports().smtp() + " imaps="
                + server.ports().imaps());
        Path accounts = home.resolve("accounts");
        if (!Files.exists(accounts)) {
            addAccounts(server);
            Files.createFile(accounts);
        }
        System.out.println("accounts");
        stopped.await();
    }

    private static void addAccounts(PostroomServer server) throws Exception {
        DomainList domains = server.get(DomainList.class);
        if (!domains.containsDomain(Domain.of("acme.test"))) {
            domains.addDomain(Domain.of("acme.test"));
        }
        for (String agent : AGENTS) {
            server.get(UsersRepository.class).addUser(Username.of(agent), PASSWORD);
        }
    }
}
