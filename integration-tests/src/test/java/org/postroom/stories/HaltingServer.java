// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.postroom.config.SmartHost;
import org.postroom.wiring.HelpDeskServer;
import org.postroom.wiring.Ports;
import org.postroom.wiring.PostroomServer;

/** The server, in a process that ends at the commit that its standard input orders: {@code arm N}; {@code count} counts. */
public final class HaltingServer {

    private HaltingServer() {}

    public static void main(String[] args) throws Exception {
        HaltingDriver driver = HaltingDriver.install();
        PostroomServer server = HelpDeskServer.start(
                Path.of(args[0]),
                Ports.free(),
                settings -> settings.onLoopback().withSmartHost(SmartHost.of("127.0.0.1:" + args[1])));
        Ports ports = server.ports();
        System.out.println("ready smtp=" + ports.smtp() + " submission=" + ports.submission() + " submissions="
                + ports.submissions() + " imap=" + ports.imap() + " imaps=" + ports.imaps() + " webadmin="
                + ports.webadmin());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals("count")) {
                System.out.println("commits " + driver.commits());
            } else {
                driver.arm(Integer.parseInt(order.substring("arm ".length())));
                System.out.println("armed");
            }
        }
        server.stop();
        System.exit(0);
    }
}
