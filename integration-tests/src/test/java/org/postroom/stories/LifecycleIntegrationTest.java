// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postroom.stories.RunningHelpDesk.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.cli.ExitStatus;
import org.postroom.cli.Postroom;
import org.postroom.search.TicketIndex;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;
import org.postroom.wiring.HelpDeskServer;
import org.postroom.wiring.Ports;
import org.postroom.wiring.PostroomServer;
import org.postroom.wiring.ServerNotStarted;

/** Start, stop, start again; and starts that cannot be. */
class LifecycleIntegrationTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path home;

    @BeforeEach
    void prepare() throws Exception {
        RunningHelpDesk.copyConf(home.resolve("conf"));
    }

    @Test
    void stoppedServerShouldHaveItsTicketsWhenItIsStartedAgain() throws Exception {
        GreenMail outside = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
        outside.start();
        try {
            String number;
            try (ServerProcess first =
                    ServerProcess.start(home, outside.getSmtp().getPort())) {
                deliver(first.port("smtp"), "before@stop.test");
                number = ticketOf("before@stop.test");
                assertThat(first.terminate()).isTrue();
            }
            assertThat(home.resolve("var").resolve("ports")).doesNotExist();
            assertThat(run("tickets").status()).isEqualTo(ExitStatus.NO_SERVER);

            try (ServerProcess second =
                    ServerProcess.start(home, outside.getSmtp().getPort())) {
                assertThat(ticketOf("before@stop.test")).isEqualTo(number);
                deliver(second.port("smtp"), "after@stop.test");
                assertThat(ticketOf("after@stop.test")).isNotEqualTo(number);
                assertThat(second.terminate()).isTrue();
            }
        } finally {
            outside.stop();
        }
    }

    @Test
    void addressesSignedWithAKeyThatWasRotatedShouldStillFindTheirTicket() throws Exception {
        Path keys = home.resolve("var").resolve("keys").resolve("addresses");
        GreenMail outside = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
        outside.start();
        try {
            String number;
            try (ServerProcess before =
                    ServerProcess.start(home, outside.getSmtp().getPort())) {
                deliver(before.port("smtp"), "old@keys.test");
                number = ticketOf("old@keys.test");
                eventually(
                        "the acknowledgement",
                        () -> Optional.of(outside.getReceivedMessages().length).filter(mails -> mails == 1));
            }
            String old = replyTo(outside.getReceivedMessages()[0]);
            String secret = Base64.getEncoder().encodeToString("thirty-two bytes of a new secret".getBytes(UTF_8));
            Files.writeString(keys, "b " + secret + "\n" + Files.readString(keys));

            try (ServerProcess after =
                    ServerProcess.start(home, outside.getSmtp().getPort())) {
                try (SmtpClient client = new SmtpClient(after.port("smtp"))) {
                    byte[] answer = Letters.plain("rotated", "old@keys.test", "Re: Question", "Any news?", "");
                    assertThat(client.deliver("old@keys.test", List.of(old), answer))
                            .startsWith("250");
                }
                eventually(
                        "the answer in " + number,
                        () -> Optional.of(run("show", number, "--json").out())
                                .filter(shown -> shown.contains("Any news?")));
                deliver(after.port("smtp"), "new@keys.test");
                eventually(
                        "the second acknowledgement",
                        () -> Optional.of(outside.getReceivedMessages().length).filter(mails -> mails == 2));
                assertThat(replyTo(outside.getReceivedMessages()[1])).matches("support\\+[0-9]+-[0-9]+-a\\.b.*");
                assertThat(old).matches("support\\+[0-9]+-[0-9]+-a\\.a.*");
            }
        } finally {
            outside.stop();
        }
    }

    private static String replyTo(MimeMessage mail) throws MessagingException {
        return ((InternetAddress) mail.getReplyTo()[0]).getAddress();
    }

    @Test
    void startOnTakenPortsShouldNameThemAndOpenNothing() throws Exception {
        int base = baseWithFree(25, 143);
        try (ServerSocket smtp = new ServerSocket(base + 25, 1, InetAddress.getLoopbackAddress());
                ServerSocket imap = new ServerSocket(base + 143, 1, InetAddress.getLoopbackAddress())) {
            Said said = run("start", "--port-base", Integer.toString(base));

            assertThat(said.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(said.err())
                    .contains("port " + smtp.getLocalPort() + " for SMTP cannot be had on 127.0.0.1")
                    .contains("port " + imap.getLocalPort() + " for IMAP cannot be had")
                    .contains("stop it, or choose other ports with --port-base")
                    .doesNotContain("submission", "Exception");
        }
        assertThat(home.resolve("var").resolve("tickets")).doesNotExist();
        assertThat(home.resolve("var").resolve("james").resolve("derby")).doesNotExist();
        startsAndStops();
    }

    @Test
    void addressOfAnotherMachineShouldBeSaid() throws Exception {
        RunningHelpDesk.change(
                home, "postroom.xml", conf -> conf.replace("<bind>127.0.0.1</bind>", "<bind>192.0.2.1</bind>"));

        assertThat(run("start", "--port-base", Integer.toString(baseWithFree(25)))
                        .err())
                .contains("for SMTP cannot be had on 192.0.2.1")
                .contains("<server> of conf/postroom.xml");
    }

    @Test
    void secondServerOnTheSameHomeShouldBeRefused() throws Exception {
        try (PostroomServer first = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(ServerNotStarted.class)
                    .hasMessageContaining("another server runs on " + home);
            deliver(first.ports().smtp(), "still@here.test");
            eventually(
                    "the first server's ticket",
                    () -> Optional.of(first.get(Tickets.class).tickets(all(), Viewer.ADMIN))
                            .filter(found -> found.size() == 1));
        }
    }

    @Test
    void failedStartShouldLeaveNothingOpen() throws Exception {
        Module failing = new AbstractModule() {
            @Provides
            @Singleton
            TicketIndex index() {
                throw new IllegalStateException("a fault of the test");
            }
        };
        assertThatThrownBy(() -> start(failing))
                .isInstanceOf(ServerNotStarted.class)
                .hasMessageContaining("a fault of the test");

        for (Path database : List.of(Path.of("tickets"), Path.of("james", "derby"))) {
            Path opened = home.resolve("var").resolve(database);
            assertThat(opened).isDirectory();
            assertThat(opened.resolve("db.lck")).doesNotExist();
        }
        assertThat(home.resolve("var").resolve("ports")).doesNotExist();
        startsAndStops();
    }

    @Test
    void serversOfTwoHomesShouldRunSideBySide(@TempDir Path other) throws Exception {
        RunningHelpDesk.copyConf(other.resolve("conf"));
        try (PostroomServer first = start();
                PostroomServer second = HelpDeskServer.start(other, Ports.free(), settings -> settings.onLoopback())) {
            deliver(first.ports().smtp(), "one@first.test");
            deliver(second.ports().smtp(), "two@second.test");
            for (PostroomServer each : List.of(first, second)) {
                eventually(
                        "one ticket",
                        () -> Optional.of(each.get(Tickets.class).tickets(all(), Viewer.ADMIN))
                                .filter(found -> found.size() == 1));
            }
        }
    }

    private void startsAndStops() throws Exception {
        try (PostroomServer server = start()) {
            deliver(server.ports().smtp(), "works@now.test");
        }
    }

    private PostroomServer start(Module... more) throws Exception {
        return HelpDeskServer.start(home, Ports.free(), settings -> settings.onLoopback(), more);
    }

    private static TicketFilter all() {
        return new TicketFilter(Optional.empty(), Optional.empty(), Optional.empty(), 100);
    }

    private static void deliver(int port, String sender) throws Exception {
        try (SmtpClient client = new SmtpClient(port)) {
            byte[] letter = Letters.plain(sender.replace('@', '.'), sender, "Question", "Where is it?", "");
            assertThat(client.deliver(sender, List.of("support@acme.test"), letter))
                    .startsWith("250");
        }
    }

    private String ticketOf(String requester) {
        return eventually("a ticket of " + requester, () -> {
            for (JsonNode ticket : MAPPER.readTree(run("tickets", "--json").out())) {
                if (ticket.path("requester").asText().equals(requester)) {
                    return Optional.of(ticket.path("number").asText());
                }
            }
            return Optional.empty();
        });
    }

    private Said run(String command, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = new String[more.length + 3];
        arguments[0] = command;
        arguments[1] = "--home";
        arguments[2] = home.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        int status = Postroom.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Said(status, out.toString(), err.toString());
    }

    private static int baseWithFree(int... ports) throws Exception {
        for (int base = 21_000; ; base += 500) {
            try {
                for (int port : ports) {
                    new ServerSocket(base + port, 1, InetAddress.getLoopbackAddress()).close();
                }
                return base;
            } catch (BindException e) {
                if (base > 60_000) {
                    throw e;
                }
            }
        }
    }

    /** What a command said. */
    private record Said(int status, String out, String err) {}
}
