// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.desk.Language;
import org.postroom.ticket.Classification;

/** Golden mails: {@code robots/<case>.eml} beside {@code robots/<case>.expected.txt}; and anything at all. */
class ClassifierTest {

    private static final Path ROBOTS = Path.of("src/test/resources/org/postroom/classify/robots");
    private static final Classifier CLASSIFIER = new Classifier(new Languages(), new Urgency());
    private static final List<Language> LANGUAGES =
            Stream.of("en", "ru", "zh", "de").map(Language::new).toList();

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(ROBOTS)) {
            return files
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".eml"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goldenMailShouldBeClassifiedAsExpected(String name) throws IOException {
        byte[] source = Files.readAllBytes(ROBOTS.resolve(name + ".eml"));
        String expected = Files.readString(ROBOTS.resolve(name + ".expected.txt"));
        String sender = expected.lines()
                .filter(line -> line.startsWith("envelope: "))
                .map(line -> line.substring(10).replaceAll("[<>]", ""))
                .findFirst()
                .orElseThrow();
        assertThat(describe(source, sender)).isEqualTo(expected);
    }

    private static String describe(byte[] source, String sender) {
        EnvelopeSender envelope = Mails.from(sender);
        Classification found = classify(source, envelope);
        StringBuilder text = new StringBuilder("envelope: " + (sender.isEmpty() ? "<>" : sender) + "\n");
        text.append("kind: ").append(found.kind().word()).append('\n');
        DeliveryFailure.read(source, envelope).ifPresent(failure -> {
            failure.recipients()
                    .forEach(one -> text.append("failed: ")
                            .append(one.address())
                            .append(one.permanent() ? " permanent " : " temporary ")
                            .append(one.status().orElse("-"))
                            .append('\n'));
            failure.originals()
                    .forEach(id -> text.append("original: ").append(id.value()).append('\n'));
        });
        return text.append("language: ")
                .append(found.language())
                .append("\npriority: ")
                .append(found.priority().word())
                .append('\n')
                .toString();
    }

    private static Classification classify(byte[] source, EnvelopeSender envelope) {
        return CLASSIFIER.classify(
                new Classifier.Input(Mails.of(source), source, envelope, LANGUAGES, Set.of("acme-1")));
    }

    /** Golden mails with bytes changed, cut and doubled at random places. */
    @Test
    void anyBytesShouldBeClassified() throws IOException {
        Random random = new Random(20261121);
        for (String name : cases().toList()) {
            byte[] source = Files.readAllBytes(ROBOTS.resolve(name + ".eml"));
            for (int round = 0; round < 40; round++) {
                byte[] changed = changed(source, random);
                assertThatCode(() -> classify(changed, EnvelopeSender.UNKNOWN)).doesNotThrowAnyException();
                assertThatCode(() -> classify(changed, Mails.from(""))).doesNotThrowAnyException();
            }
        }
    }

    private static byte[] changed(byte[] source, Random random) {
        byte[] changed = source.clone();
        for (int i = random.nextInt(60); i > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        int from = random.nextInt(changed.length);
        byte[] doubled = new byte[changed.length + from];
        System.arraycopy(changed, 0, doubled, 0, changed.length);
        System.arraycopy(changed, 0, doubled, changed.length, from);
        return random.nextBoolean() ? doubled : changed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail",
                "user ",
                "<a ",
                "deliver ",
                "-",
                "(",
                ">",
                "a@b.c",
                "@",
                " ",
                "\n\n",
                "action: failed\n\n",
                "Final-Recipient: rfc822; a@b.test\n",
                "Original message\n",
                "--b\n",
                "--b\nContent-Type: multipart/mixed; boundary=b\n\n",
                "not ",
                "не ",
                "急",
                "=?utf-8?Q?",
                "Received: from a\n",
                "message could not be delivered to ",
                "4",
                "550 ",
                "%",
                "\u0000",
                "undelivered",
                "x-loop:a\n",
                "<a@b.test>: ",
                "no t",
                "&lt;"
            })
    void repetitionShouldTakeNoLongerThanItsLengthExplains(String piece) {
        String many = piece.repeat(50_000 / piece.length());
        for (String mail : List.of(
                many,
                "From: MAILER-DAEMON@a.test\nSubject: " + many.replace("\n", " ") + "\n\nText",
                "From: MAILER-DAEMON@a.test\nSubject: undeliverable\nContent-Type: multipart/report; boundary=b\n\n--b\n\n"
                        + many,
                "From: MAILER-DAEMON@a.test\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
                        + many)) {
            byte[] source = mail.getBytes(StandardCharsets.UTF_8);
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> classify(source, Mails.from("")),
                    () -> "\"" + piece + "\" takes too long");
        }
    }
}
