// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import com.google.inject.Module;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.awaitility.Awaitility;
import org.postroom.config.SmartHost;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;
import org.postroom.wiring.HelpDeskServer;
import org.postroom.wiring.Ports;
import org.postroom.wiring.PostroomServer;

/** A real server with the sample configuration on free loopback ports, agents' accounts, and GreenMail as the outside world. */
public final class RunningHelpDesk implements AutoCloseable {

    public static final String PASSWORD = "correct horse battery";

    private final Path home;
    private final GreenMail outside;
    private final PostroomServer server;

    private RunningHelpDesk(Path home, GreenMail outside, PostroomServer server) {
        this.home = home;
        this.outside = outside;
        this.server = server;
    }

    public static RunningHelpDesk start(Module... more) throws Exception {
        return startWith(UnaryOperator.identity(), more);
    }

    /** With changed processors. */
    public static RunningHelpDesk startWith(UnaryOperator<String> processors, Module... more) throws Exception {
        Path home = newHome();
        change(home, "mailetcontainer.xml", processors);
        return startIn(home, more);
    }

    /** A home with the sample configuration, to be changed and then started in. */
    static Path newHome() throws IOException {
        Path home = Files.createTempDirectory("postroom-story");
        copyConf(home.resolve("conf"));
        return home;
    }

    static void change(Path home, String file, UnaryOperator<String> change) throws IOException {
        Path changed = home.resolve("conf").resolve(file);
        Files.writeString(changed, change.apply(Files.readString(changed)));
    }

    /** On a home of {@link #newHome()}; it is deleted with the server. */
    static RunningHelpDesk startIn(Path home, Module... more) throws Exception {
        GreenMail outside = outsideWorld();
        return startIn(home, outside, outside.getSmtp().getPort(), more);
    }

    /** With another smart host than the usual outside world. */
    static RunningHelpDesk startIn(Path home, int smartHost, Module... more) throws Exception {
        return startIn(home, outsideWorld(), smartHost, more);
    }

    private static GreenMail outsideWorld() {
        GreenMail outside = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
        outside.start();
        return outside;
    }

    private static RunningHelpDesk startIn(Path home, GreenMail outside, int port, Module... more) throws Exception {
        PostroomServer server = HelpDeskServer.start(
                home,
                Ports.free(),
                settings -> settings.onLoopback().withSmartHost(SmartHost.of("127.0.0.1:" + port)),
                more);
        RunningHelpDesk running = new RunningHelpDesk(home, outside, server);
        for (String account : List.of("agent1", "agent2", "agent3", "lead")) {
            running.addUser(account + "@acme.test");
        }
        return running;
    }

    /** The sample configuration, on loopback and with no limit that a test run would meet. */
    static void copyConf(Path conf) throws IOException {
        Path sample = Path.of("..", "conf").toAbsolutePath().normalize();
        FileUtils.copyDirectory(sample.toFile(), conf.toFile());
        Path postroom = conf.resolve("postroom.xml");
        String text = Files.readString(postroom, StandardCharsets.UTF_8)
                .replace("<bind>0.0.0.0</bind>", "<bind>127.0.0.1</bind>")
                .replaceAll("<acknowledgementsPerAddress>[0-9]+", "<acknowledgementsPerAddress>1000")
                .replaceAll("<acknowledgementsPerSubject>[0-9]+", "<acknowledgementsPerSubject>100000")
                .replaceAll("<mailsPerTicket>[0-9]+", "<mailsPerTicket>100000")
                .replaceAll("<acknowledgementsInAll>[0-9]+", "<acknowledgementsInAll>100000")
                .replaceAll("<capacity>[0-9]+", "<capacity>100000");
        Files.writeString(postroom, text, StandardCharsets.UTF_8);
    }

    public void addUser(String address) throws Exception {
        get(UsersRepository.class).addUser(Username.of(address), PASSWORD);
    }

    public Ports ports() {
        return server.ports();
    }

    public Path home() {
        return home;
    }

    public GreenMail outside() {
        return outside;
    }

    public <T> T get(Class<T> type) {
        return server.get(type);
    }

    public AgentsProgram agent(String address) {
        return new AgentsProgram(server.ports(), address, PASSWORD);
    }

    /** Delivers a mail by SMTP, which must be accepted. */
    public void deliver(String sender, String recipient, byte[] source) throws IOException {
        deliver(sender, List.of(recipient), source);
    }

    public void deliver(String sender, List<String> recipients, byte[] source) throws IOException {
        try (SmtpClient client = new SmtpClient(ports().smtp())) {
            String reply = client.deliver(sender, recipients, source);
            if (!reply.startsWith("250")) {
                throw new IOException("refused: " + reply);
            }
        }
    }

    public List<Ticket> tickets() {
        return get(Tickets.class)
                .tickets(new TicketFilter(Optional.empty(), Optional.empty(), Optional.empty(), 100_000), Viewer.ADMIN);
    }

    public List<Ticket> ticketsOf(String requester) {
        EmailAddress address = EmailAddress.of(requester);
        return tickets().stream()
                .filter(ticket -> ticket.requester().address().equals(address))
                .toList();
    }

    /** The one ticket of a requester, once its messages are as many and all of them are routed. */
    public Ticket ticketOf(String requester, int messages) {
        return eventually("a ticket of " + requester + " with " + messages + " routed messages", () -> {
            List<Ticket> found = ticketsOf(requester);
            return found.size() == 1
                            && found.get(0).messages() == messages
                            && messages(found.get(0)).stream().allMatch(Message::routed)
                    ? Optional.of(found.get(0))
                    : Optional.empty();
        });
    }

    public List<Message> messages(Ticket ticket) {
        return get(Tickets.class).messages(ticket.number(), Viewer.ADMIN);
    }

    /** What reached an address outside, by the envelope: who got it as Bcc has it too. */
    public List<MimeMessage> received(String address) {
        return Optional.ofNullable(outside.getUserManager().getUserByEmail(address)).stream()
                .flatMap(this::inbox)
                .toList();
    }

    /** How many mails reached a domain outside. */
    public int receivedAt(String domain) {
        return outside.getReceivedMessagesForDomain(domain).length;
    }

    private Stream<MimeMessage> inbox(GreenMailUser user) {
        try {
            return outside.getManagers().getImapHostManager().getInbox(user).getMessages().stream()
                    .map(stored -> stored.getMimeMessage());
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for something, at most five minutes: a loaded machine is no failure. */
    public static <T> T eventually(String what, Callable<Optional<T>> look) {
        return Awaitility.await(what)
                .dontCatchUncaughtExceptions() // of the outside world, when a server is killed that was talking to it
                .atMost(Duration.ofMinutes(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(look, Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        server.stop();
        outside.stop();
        FileUtils.deleteQuietly(home.toFile());
    }
}
