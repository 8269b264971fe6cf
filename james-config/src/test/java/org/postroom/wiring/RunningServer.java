// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.user.api.UsersRepository;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one server that all of them share; it starts with the first and stops after the last. */
final class RunningServer implements ParameterResolver {

    static final String AGENT = "agent1@acme.test";
    static final String COLLEAGUE = "agent2@acme.test";
    static final String PASSWORD = "correct horse";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PostroomServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Shared.class, ignored -> Shared.start(), Shared.class)
                .server;
    }

    /** A home with a plain mailet container, in the directory given. */
    static Path homeIn(Path directory) throws IOException {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        try (InputStream in = RunningServer.class.getResourceAsStream("mailetcontainer.xml")) {
            Files.copy(in, conf.resolve("mailetcontainer.xml"));
        }
        return directory;
    }

    static void addAccounts(PostroomServer server) throws Exception {
        server.get(DomainList.class).addDomain(Domain.of("acme.test"));
        UsersRepository users = server.get(UsersRepository.class);
        for (String each : List.of(AGENT, COLLEAGUE)) {
            users.addUser(Username.of(each), PASSWORD);
        }
    }

    private record Shared(PostroomServer server, Path home) implements ExtensionContext.Store.CloseableResource {

        static Shared start() {
            try {
                Path home = homeIn(Files.createTempDirectory("postroom"));
                PostroomServer server = PostroomServer.start(StartSettings.onLoopback(home));
                addAccounts(server);
                return new Shared(server, home);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            server.close();
            FileUtils.deleteQuietly(home.toFile());
        }
    }
}
