// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

    private static final String LETTER = """
            From: =?utf-8?q?Eva_M=C3=BCller?= <eva@kunde.test>
            To: Support <support@acme.test>, sales@acme.test
            Cc: ann@kunde.test
            Reply-To: office@kunde.test
            Subject: Re: [ACME-10427] Drucker kaputt
            Date: Sat, 21 Nov 2026 10:00:00 +0100
            Message-ID: <2@kunde.test>
            In-Reply-To: <1@acme.test>
            References: <0@acme.test> <1@acme.test>
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8

            Der Drucker ist leider immer noch kaputt, bitte helfen Sie mir.
            --\s
            Eva

            Am 20.11.2026 um 09:00 schrieb Support:
            > Haben Sie ihn neu gestartet?
            --b
            Content-Type: image/png; name=druck.png
            Content-Transfer-Encoding: base64

            iVBORw==
            --b--
            """;

    private static final String FAILURE = """
            Return-Path: <>
            From: MAILER-DAEMON@mx.test
            To: support@acme.test
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: text/plain

            Sorry.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.test

            Final-Recipient: rfc822; gone@kunde.test
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 no such user

            --b
            Content-Type: text/rfc822-headers

            Message-ID: <7@acme.test>
            Subject: Hello
            --b--
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    @BeforeEach
    void configure() throws IOException {
        FileUtils.copyDirectory(
                Path.of("../conf").toFile(), home.resolve("conf").toFile());
    }

    @Test
    void everythingThatIsSeenInAMailShouldStandInItsObject() throws IOException {
        String file = write("letter.eml", LETTER);

        assertThat(run("--json", file)).isZero();

        JsonNode mail = objects().get(0);
        assertThat(mail.path("file").asText()).isEqualTo(file);
        assertThat(mail.path("messageId").asText()).isEqualTo("<2@kunde.test>");
        assertThat(texts(mail.path("inReplyTo"))).containsExactly("<1@acme.test>");
        assertThat(texts(mail.path("references"))).containsExactly("<0@acme.test>", "<1@acme.test>");
        assertThat(mail.path("from").asText()).isEqualTo("eva@kunde.test");
        assertThat(mail.path("fromName").asText()).isEqualTo("Eva Müller");
        assertThat(texts(mail.path("to"))).containsExactly("support@acme.test", "sales@acme.test");
        assertThat(texts(mail.path("cc"))).containsExactly("ann@kunde.test");
        assertThat(texts(mail.path("replyTo"))).containsExactly("office@kunde.test");
        assertThat(mail.path("subject").asText()).isEqualTo("Re: [ACME-10427] Drucker kaputt");
        assertThat(mail.path("baseSubject").asText()).isEqualTo("Drucker kaputt");
        assertThat(mail.path("date").asText()).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(mail.path("kind").asText()).isEqualTo("customer");
        assertThat(mail.path("automatic").path("is").asBoolean()).isFalse();
        assertThat(mail.path("automatic").path("why").isNull()).isTrue();
        assertThat(mail.path("deliveryFailure").isNull()).isTrue();
        assertThat(mail.path("language").asText()).isEqualTo("de");
        assertThat(mail.path("text").asText()).contains("Haben Sie");
        assertThat(mail.path("newText").asText())
                .isEqualTo("Der Drucker ist leider immer noch kaputt, bitte helfen Sie mir.");
        assertThat(mail.path("quotedText").asText()).isEqualTo("Haben Sie ihn neu gestartet?");
        assertThat(mail.path("signature").asText()).isEqualTo("Eva");
        assertThat(mail.path("attachments").get(0))
                .isEqualTo(
                        new ObjectMapper().readTree("{\"name\": \"druck.png\", \"type\": \"image/png\", \"size\": 4}"));
        assertThat(mail.path("problems")).isEmpty();
    }

    /** The server has a decoder of UTF-7 that fails with an error on other bytes. */
    @Test
    void mailThatSaysItIsUtf7AndIsNotShouldBeRead() throws IOException {
        Path file = Files.write(
                home.resolve("utf-7.eml"),
                "From: <eva@kunde.test>\nSubject: =?utf-7?Q?Hi_+=9B?=\nContent-Type: text/plain; charset=utf-7\n\nHi +\u009b!\n"
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Charset.isSupported("utf-7")).isTrue();
        assertThat(run("--json", file.toString())).isZero();

        assertThat(objects().get(0).path("text").asText()).startsWith("Hi +");
    }

    @Test
    void failureShouldNameItsRecipientsAndTheMailItReturns() throws IOException {
        assertThat(run("--json", write("failure.eml", FAILURE))).isZero();

        JsonNode mail = objects().get(0);
        assertThat(mail.path("kind").asText()).isEqualTo("delivery-failure");
        assertThat(mail.path("automatic").path("is").asBoolean()).isTrue();
        assertThat(mail.path("automatic").path("why").asText()).contains("5.1.1");
        JsonNode recipient = mail.path("deliveryFailure").path("recipients").get(0);
        assertThat(recipient.path("address").asText()).isEqualTo("gone@kunde.test");
        assertThat(recipient.path("permanent").asBoolean()).isTrue();
        assertThat(recipient.path("status").asText()).isEqualTo("5.1.1");
        assertThat(recipient.path("diagnostic").asText()).contains("no such user");
        assertThat(mail.path("deliveryFailure").path("originalMessageId").asText())
                .isEqualTo("<7@acme.test>");
    }

    @Test
    void orderShouldBeTheOneGivenAndWhatCannotBeReadShouldNotStopTheOthers() throws IOException {
        String second = write("a.eml", LETTER);
        String missing = home.resolve("missing.eml").toString();
        String first = write("b.eml", FAILURE);

        assertThat(run("--json", first, missing, second)).isEqualTo(ExitStatus.FAILED);

        assertThat(objects()).extracting(mail -> mail.path("file").asText()).containsExactly(first, missing, second);
        assertThat(texts(objects().get(1).path("problems"))).containsExactly("there is no such file");
        assertThat(err.toString()).contains(missing + ": there is no such file");
    }

    @Test
    void directoryShouldBeGoneThroughByName() throws IOException {
        write("mails/b.eml", FAILURE);
        write("mails/a/1", LETTER);
        write("mails/.hidden", LETTER);
        String directory = home.resolve("mails").toString();

        assertThat(run("--json", directory)).isZero();

        assertThat(objects())
                .extracting(mail -> mail.path("file").asText())
                .containsExactly(directory + "/a/1", directory + "/b.eml");
    }

    @Test
    void mailboxShouldBePartedIntoItsMails() throws IOException {
        String separator = "From eva@kunde.test Sat Nov 21 10:00:00 2026\n";
        String forwarded = LETTER.replace("Der Drucker", "\nFrom now on it is worse: 12:00\n\n>From me\nDer Drucker");
        String mailbox = write("mbox", separator + forwarded + "\n" + separator + FAILURE);

        assertThat(run("--json", mailbox)).isZero();

        assertThat(objects()).extracting(mail -> mail.path("number").asInt()).containsExactly(1, 2);
        assertThat(objects()).extracting(mail -> mail.path("file").asText()).containsOnly(mailbox);
        assertThat(objects())
                .extracting(mail -> mail.path("kind").asText())
                .containsExactly("customer", "delivery-failure");
        assertThat(objects().get(0).path("text").asText()).contains("From now on", "\nFrom me\n");
        assertThat(objects().get(0).path("subject").asText()).isEqualTo("Re: [ACME-10427] Drucker kaputt");
    }

    @Test
    void mailboxOfNetscapeShouldBePartedToo() throws IOException {
        String mailbox = write("Inbox", "From - \n" + LETTER + "From - Sat Nov 21 10:00:00 2026\n" + FAILURE);

        assertThat(run("--json", mailbox)).isZero();

        assertThat(objects())
                .extracting(mail -> mail.path("kind").asText())
                .containsExactly("customer", "delivery-failure");
    }

    @Test
    void oneMailShouldStayOneAlsoWhenItQuotesTheBeginningOfAMailbox() throws IOException {
        String separator = "From eva@kunde.test Sat Nov 21 10:00:00 2026\n";

        assertThat(run("--json", write("one.eml", separator + LETTER + "\n" + separator + FAILURE)))
                .isZero();

        assertThat(objects()).hasSize(1);
        assertThat(objects().get(0).has("number")).isFalse();
    }

    @Test
    void peopleShouldBeAbleToReadIt() throws IOException {
        assertThat(run(write("letter.eml", LETTER), write("failure.eml", FAILURE)))
                .isZero();

        assertThat(out.toString())
                .contains("From:       Eva Müller <eva@kunde.test>\n")
                .contains("Kind:       customer\n")
                .contains("Language:   de\n")
                .contains("Attached:   druck.png (image/png, 4 bytes)\n")
                .contains("New text:\n  Der Drucker")
                .contains("Failed:     gone@kunde.test, for good, status 5.1.1: ")
                .contains("Returned:   <7@acme.test>\n");
    }

    @Test
    void languagesShouldBeThoseOfTheDesks() throws IOException {
        Path settings = home.resolve("conf/postroom.xml");
        Files.writeString(
                settings,
                Files.readString(settings).replaceAll("<languages>[^<]*</languages>", "<languages>en</languages>"));

        assertThat(run("--json", write("letter.eml", LETTER))).isZero();

        assertThat(objects().get(0).path("language").asText()).isEqualTo("en");
    }

    @Test
    void brokenConfigurationShouldBeSaid() throws IOException {
        Files.writeString(home.resolve("conf/postroom.xml"), "<postroom>");

        assertThat(run("--json", write("letter.eml", LETTER))).isEqualTo(ExitStatus.CONFIGURATION);
        assertThat(err.toString()).contains("the configuration is wrong");
    }

    private String write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("inspect", "--home", home.toString()));
        all.addAll(List.of(arguments));
        return Postroom.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    private List<JsonNode> objects() {
        return out.toString().lines().map(InspectCommandTest::object).toList();
    }

    private static JsonNode object(String line) {
        try {
            return new ObjectMapper().readTree(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
