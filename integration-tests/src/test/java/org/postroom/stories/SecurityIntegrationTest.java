// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.mail.Message.RecipientType;
import javax.mail.internet.InternetAddress;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.command.Verb;
import org.postroom.desk.HelpDesk;
import org.postroom.james.Mime4jMailParser;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.ticket.Archive;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;

/** What somebody may try, and that it does nothing. */
class SecurityIntegrationTest {

    private static final String LAWYER = "lawyer@acme.test";
    private static final String OTHER_DESK = """
              <desk id="legal">
                <addresses>legal@acme.test</addresses>
                <prefix>LAW</prefix>
                <fromName>Acme Legal</fromName>
                <languages>en</languages>
                <team>legal</team>
              </desk>
              <team id="legal"><agents>lawyer@acme.test</agents></team>
              <agent address="lawyer@acme.test"><name>Lucy Law</name><languages>en</languages></agent>
            </postroom>""";

    @AutoClose
    private static RunningHelpDesk desk;

    @BeforeAll
    static void start() throws Exception {
        Path home = RunningHelpDesk.newHome();
        RunningHelpDesk.change(
                home,
                "postroom.xml",
                text -> text.replace("</postroom>", OTHER_DESK)
                        .replace("<trustedResults>none", "<trustedResults>mx.acme.test"));
        desk = RunningHelpDesk.startIn(home);
        desk.addUser(LAWYER);
    }

    /** A ticket of a customer, and its copy in the mail program of the agent who has it. */
    private record Open(Ticket ticket, String agent, AgentsProgram.Seen copy) {

        AgentsProgram program() {
            return desk.agent(agent);
        }

        String replyTo() throws Exception {
            return new InternetAddress(copy.header("Reply-To")).getAddress();
        }
    }

    @Test
    void mailInAnAgentsNameShouldReachNobodyAndTheAgentIsAsked() throws Exception {
        Open open = opened("owner@spoof.test", "Account", "Where shall I pay?");

        desk.deliver(
                open.agent(),
                open.replyTo(),
                Letters.plain("spoof-1", open.agent(), "Re: Account", "#close\nPay to this account instead.", ""));

        Ticket after = desk.ticketOf("owner@spoof.test", 3);
        assertThat(after.status()).isNotEqualTo(Status.CLOSED);
        assertThat(types(after)).contains(EventType.UNVERIFIED).doesNotContain(EventType.REPLIED);
        assertThat(desk.messages(after)).extracting(Message::kind).doesNotContain(MessageKind.REPLY);
        eventually(
                "the agent to be asked",
                () -> open.program().folder("INBOX").stream()
                        .filter(seen -> seen.subject().startsWith("Was this you?"))
                        .findFirst());
        nothingButAcknowledgementsAt("owner@spoof.test");
    }

    @Test
    void commandsOfACustomerShouldDoNothing() throws Exception {
        Open open = opened("customer@commands.test", "Hello", "#close\n#assign agent3\n#merge ACME-10010\nPlease.");

        assertThat(open.ticket().status()).isEqualTo(Status.NEW);
        assertThat(types(open.ticket())).contains(EventType.COMMANDS_IGNORED).doesNotContain(EventType.MERGED_INTO);
    }

    @Test
    void numbersThatAreCountedShouldLeadNowhere() throws Exception {
        Open open = opened("owner@count.test", "Confidential", "The key lies under the doormat.");
        String number = open.ticket().number().toString();
        long digits = Long.parseLong(number.substring("ACME-".length()));

        for (int i = -30; i <= 0; i++) { // further up are the tickets that the stranger gets for these
            desk.deliver(
                    "stranger@count.test",
                    "support@acme.test",
                    Letters.plain(
                            "count" + i,
                            "stranger@count.test",
                            "Re: [ACME-" + (digits + i) + "] Confidential",
                            "Hi " + i,
                            ""));
        }

        eventually(
                "31 tickets of the stranger",
                () -> Optional.of(desk.ticketsOf("stranger@count.test")).filter(found -> found.size() == 31));
        eventually(
                "31 acknowledgements",
                () -> Optional.of(desk.received("stranger@count.test")).filter(found -> found.size() == 31));
        assertThat(desk.messages(desk.ticketsOf("owner@count.test").get(0)))
                .filteredOn(message -> message.kind() != MessageKind.SYSTEM)
                .hasSize(1);
        for (MimeMessage mail : desk.received("stranger@count.test")) {
            assertThat(AgentsIntegrationTest.raw(mail)).doesNotContain("doormat", "owner@count.test");
        }
    }

    @Test
    void subjectNameAndAddressShouldInjectNoHeader() throws Exception {
        String hostile = encoded("Hello\r\nBcc: victim@inject.test\r\n\r\nPaid?\n.\nMAIL FROM:<x>");
        byte[] mail = ("From: " + hostile
                        + " <eve@inject.test>\r\nReply-To: \"x\\\r\n Bcc: victim@inject.test\"@inject.test\r\n"
                        + "To: <support@acme.test>\r\nSubject: " + hostile
                        + "\r\nMessage-ID: <inject-1@inject.test>\r\n\r\nText\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        desk.deliver("eve@inject.test", "support@acme.test", mail);
        Open open = open("eve@inject.test");
        javax.mail.internet.MimeMessage answer = open.program().reply(open.copy());
        answer.setText("An answer.");
        open.program().send(answer);

        List<MimeMessage> got = eventually(
                "acknowledgement and answer",
                () -> Optional.of(desk.received("eve@inject.test")).filter(mails -> mails.size() == 2));
        for (MimeMessage one : got) {
            assertThat(one.getHeader("Bcc")).isNull();
            assertThat(one.getAllRecipients()).hasSize(1);
            assertThat(one.getSubject()).doesNotContain("\n", "\r");
        }
        assertThat(open.copy().message().getHeader("Bcc")).isNull();
        assertThat(open.copy().message().getContent().toString().strip()).isEqualTo("Text");
        assertThat(desk.received("victim@inject.test")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Acme Support\"",
                "\"Acme Support <support@acme.test>\"",
                "\"agent1@acme.test\"",
                "=?UTF-8?Q?Anna_Becker_=3Cagent1=40acme=2Etest=3E?="
            })
    void nameThatImitatesTheDeskShouldBeACustomersName(String name) throws Exception {
        String eve = "eve" + Math.abs(name.hashCode()) + "@imitate.test";
        desk.deliver(
                eve,
                "support@acme.test",
                ("From: " + name + " <" + eve + ">\r\nTo: <support@acme.test>\r\nSubject: Internal\r\nMessage-ID: <"
                                + eve + ">\r\n\r\n#close\r\nSend me the list of customers.\r\n")
                        .getBytes(StandardCharsets.US_ASCII));

        Open open = open(eve);

        assertThat(open.ticket().requester().address().asString()).isEqualTo(eve);
        assertThat(open.ticket().status()).isEqualTo(Status.NEW);
        assertThat(desk.messages(open.ticket())).extracting(Message::kind).containsExactly(MessageKind.CUSTOMER);
        assertThat(open.copy().header("From")).contains("<" + eve + ">");
        assertThat(open.copy().header("Reply-To"))
                .contains("(customer, " + open.ticket().number() + ")");
        eventually("the acknowledgement", () -> desk.received(eve).stream().findFirst());
    }

    @Test
    void markupOfACustomerShouldNotRunInTheAcknowledgement() throws Exception {
        Open open = opened(
                "eve@markup.test",
                "<img src=//spy.test/x onerror=alert(1)><script>alert(2)</script>{{{deskAddress}}}",
                "<script>alert(3)</script>");

        String raw = new String(bytes(desk.received("eve@markup.test").get(0)), StandardCharsets.UTF_8);
        IncomingMail mail = new Mime4jMailParser().parse(raw.getBytes(StandardCharsets.UTF_8));

        assertThat(mail.html().orElseThrow())
                .contains("&lt;")
                .doesNotContain("<img", "<script", "alert(3)", "spy.test");
        assertThat(open.ticket().subject()).contains("<script>");
    }

    @Test
    void packedFilesShouldStayPacked() throws Exception {
        byte[] bomb = zipOfZeros(300);
        String boundary = "b0undary";
        byte[] mail =
                ("From: <eve@bomb.test>\r\nTo: <support@acme.test>\r\nSubject: Bomb\r\nMessage-ID: <bomb@bomb.test>\r\n"
                                + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=" + boundary
                                + "\r\n\r\n--"
                                + boundary + "\r\n\r\nSee attached.\r\n--" + boundary
                                + "\r\nContent-Type: application/zip; name=bomb.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                                + Base64.getMimeEncoder().encodeToString(bomb) + "\r\n--" + boundary + "--\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        long before = used();

        desk.deliver("eve@bomb.test", "support@acme.test", mail);
        Open open = open("eve@bomb.test");

        byte[] archived = desk.get(Archive.class)
                .source(desk.messages(open.ticket()).get(0).id())
                .orElseThrow();
        assertThat(new Mime4jMailParser().parse(archived).attachments())
                .singleElement()
                .satisfies(file -> assertThat(file.size()).isEqualTo(bomb.length));
        assertThat(used() - before).isLessThan(200L << 20);
    }

    /** The decoder of UTF-7 that comes with Apache James fails with an error on other bytes. */
    @Test
    void textThatSaysItIsUtf7ShouldBeFiledAndKeepNobodyFromSearching() throws Exception {
        desk.deliver(
                "eve@utf7.test",
                "support@acme.test",
                ("From: <eve@utf7.test>\r\nTo: <support@acme.test>\r\nSubject: =?utf-7?Q?Hi_+=9B?=\r\nMessage-ID: <utf7@utf7.test>\r\n"
                                + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nHi +\u009b doorbell\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));

        Open open = open("eve@utf7.test");

        assertThat(new Mime4jMailParser().parse(open.copy().source()).text()).contains("doorbell");
        assertThat(open.program().search("INBOX", "doorbell")).isNotEmpty();
    }

    @Test
    void everyCommandForAnotherDesksTicketShouldChangeAndTellNothing() throws Exception {
        Open secret = opened("owner@secret.test", "Confidential matter", "The key lies under the doormat.");
        desk.deliver(
                "client@legal.test",
                "legal@acme.test",
                Letters.text("legal-1", "client@legal.test", "legal@acme.test", "A contract", "UTF-8", "Is it valid?"));
        Ticket own = desk.ticketOf("client@legal.test", 1);
        AgentsProgram lawyer = desk.agent(LAWYER);
        AgentsProgram.Seen ownCopy =
                lawyer.waitForCopies("INBOX", own.number().toString(), 1).get(0);
        List<Event> events = events(secret.ticket());
        Map<Verb, String> arguments = arguments(own);

        int sent = 0;
        for (Verb verb : Verb.values()) {
            String command = "#" + verb.words().get(0) + " " + arguments.getOrDefault(verb, "");
            lawyer.send(mail(secret.replyTo(), "Re: Confidential matter", command.strip() + "\n\nTell me more."));
            sent++;
        }
        for (Verb verb : List.of(Verb.MERGE, Verb.LINK)) {
            javax.mail.internet.MimeMessage mail = lawyer.reply(ownCopy);
            mail.setText("#" + verb.words().get(0) + " " + secret.ticket().number());
            lawyer.send(mail);
            sent++;
        }

        int expected = sent;
        List<AgentsProgram.Seen> told = eventually(
                expected + " refusals",
                () -> Optional.of(fromPostroom(lawyer)).filter(found -> found.size() >= expected));
        assertThat(told)
                .hasSize(expected)
                .allSatisfy(seen -> assertThat(new String(seen.source(), StandardCharsets.UTF_8))
                        .doesNotContain("doormat", "owner@secret.test", secret.agent()));
        assertThat(events(secret.ticket()))
                .filteredOn(event -> event.event().type() != EventType.REFUSED)
                .isEqualTo(events);
        assertThat(desk.ticketOf("owner@secret.test", 1)).isEqualTo(secret.ticket());
        assertThat(desk.received("expert@elsewhere.test")).isEmpty();
        Viewer viewer = Viewer.of(EmailAddress.of(LAWYER), desk.get(HelpDesk.class));
        assertThat(desk.get(Tickets.class).ticket(secret.ticket().number(), viewer))
                .isEmpty();
        nothingButAcknowledgementsAt("owner@secret.test");
    }

    @Test
    void mailThatItsServerDisownsShouldComeWithAWarning() throws Exception {
        desk.deliver(
                "boss@bank.test",
                "support@acme.test",
                Letters.text(
                        "dmarc",
                        "boss@bank.test",
                        "support@acme.test",
                        "Neue Bankverbindung",
                        "UTF-8",
                        "Guten Tag, bitte zahlen Sie ab heute auf dieses neue Konto bei unserer Bank.",
                        "Authentication-Results: mx.acme.test; dmarc=fail header.from=bank.test; spf=softfail\r\n"
                                + "Authentication-Results: mx.acme.test; dmarc=pass; spf=pass; dkim=pass\r\n"));

        Ticket ticket = desk.ticketOf("boss@bank.test", 2);

        assertThat(types(ticket)).contains(EventType.SENDER_NOT_CONFIRMED);
        AgentsProgram agent = desk.agent(ticket.agent().orElseThrow().asString());
        assertThat(agent.waitForCopies("INBOX", ticket.number().toString(), 2))
                .anySatisfy(seen -> assertThat(seen.message().getContent().toString())
                        .contains("dmarc=fail spf=softfail", "boss@bank.test"));
    }

    private static Open opened(String customer, String subject, String text) throws Exception {
        desk.deliver(
                customer,
                "support@acme.test",
                Letters.text("first-" + customer, customer, "support@acme.test", subject, "UTF-8", text));
        eventually("the acknowledgement", () -> desk.received(customer).stream().findFirst());
        return open(customer);
    }

    private static Open open(String customer) {
        Ticket ticket = desk.ticketOf(customer, 1);
        String agent = ticket.agent().orElseThrow().asString();
        return new Open(
                ticket,
                agent,
                desk.agent(agent)
                        .waitForCopies("INBOX", ticket.number().toString(), 1)
                        .get(0));
    }

    private static Map<Verb, String> arguments(Ticket own) {
        Map<Verb, String> arguments = new HashMap<>();
        for (Verb verb : Verb.values()) {
            if (verb.argument() == Verb.Argument.COMPULSORY) {
                arguments.put(verb, "something");
            }
        }
        arguments.put(Verb.ASSIGN, LAWYER);
        arguments.put(Verb.GIVE, "legal");
        arguments.put(Verb.PRIORITY, "urgent");
        arguments.put(Verb.CATEGORY, "billing");
        arguments.put(Verb.SNOOZE, "3d");
        arguments.put(Verb.WAIT, "third-party");
        arguments.put(Verb.MERGE, own.number().toString());
        arguments.put(Verb.LINK, own.number().toString());
        arguments.put(Verb.REQUESTER, "expert@elsewhere.test");
        arguments.put(Verb.CC, "expert@elsewhere.test");
        arguments.put(Verb.FORWARD, "expert@elsewhere.test");
        arguments.put(Verb.TIME, "20m");
        arguments.put(Verb.AWAY, "until 2030-01-01");
        return arguments;
    }

    private static javax.mail.internet.MimeMessage mail(String to, String subject, String text) throws Exception {
        javax.mail.internet.MimeMessage mail = new javax.mail.internet.MimeMessage((javax.mail.Session) null);
        mail.setRecipient(RecipientType.TO, new InternetAddress(to));
        mail.setSubject(subject);
        mail.setText(text);
        return mail;
    }

    private static List<AgentsProgram.Seen> fromPostroom(AgentsProgram program) throws Exception {
        return program.folder("INBOX").stream()
                .filter(seen -> seen.header("Auto-Submitted").startsWith("auto-"))
                .toList();
    }

    private static void nothingButAcknowledgementsAt(String customer) {
        assertThat(desk.received(customer)).allMatch(CustomersIntegrationTest::isAutomatic);
    }

    private static List<EventType> types(Ticket ticket) {
        return events(ticket).stream().map(event -> event.event().type()).toList();
    }

    private static List<Event> events(Ticket ticket) {
        return desk.get(Tickets.class).events(ticket.number(), Viewer.ADMIN);
    }

    private static String encoded(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static byte[] zipOfZeros(int megabytes) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("zeros.txt"));
            for (int i = 0; i < megabytes; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        return out.toByteArray();
    }

    private static byte[] bytes(MimeMessage mail) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mail.writeTo(out);
        return out.toByteArray();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
