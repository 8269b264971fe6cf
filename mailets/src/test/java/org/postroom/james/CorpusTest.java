// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postroom.message.Attachment;
import org.postroom.message.BaseSubject;
import org.postroom.message.ContentDigest;
import org.postroom.message.HeaderSplice;
import org.postroom.message.HtmlText;
import org.postroom.message.IncomingMail;
import org.postroom.message.MailCharsets;
import org.postroom.message.NewText;

/** All mails of the shared corpus, where it is there. */
class CorpusTest {

    private static final Set<String> NO_MAIL = Set.of(
            "jsonl", "md", "html", "json", "png", "jpg", "pdf", "xml", "out", "pub", "tokens", "doc", "rtf", "bin",
            "tnef", "gz", "mp3", "dat", "b64", "uu", "wmf", "ics", "vcf", "py", "txt.out", "gif", "zip", "eps");

    private static final class Figures {
        private int mails;
        private int broken;
        private int withProblems;
        private int withoutText;
        private long nanos;
    }

    private static SharedCorpus corpus() {
        Optional<SharedCorpus> found = SharedCorpus.find();
        assumeTrue(found.isPresent(), "no shared corpus beside the project: set -Dpostroom.corpus=FOLDER");
        return found.orElseThrow();
    }

    private static boolean isMail(String name) {
        return !NO_MAIL.contains(name.substring(name.lastIndexOf('.') + 1)) && !name.contains("/tnef/");
    }

    @Test
    void everyMailShouldBeReadWithoutAnException() {
        TreeMap<String, Figures> figures = new TreeMap<>();
        List<String> unreadable = new ArrayList<>();
        corpus().archives()
                .forEach(archive -> SharedCorpus.forEachFile(archive, (name, source) -> {
                    if (isMail(name)) {
                        read(figures.computeIfAbsent(nameOf(archive), any -> new Figures()), name, source, unreadable);
                    }
                }));
        figures.forEach((name, f) -> System.out.printf(
                "%-24s mails %5d  with U+FFFD %4d  with problems %4d  without text %4d  ms/mail %.2f%n",
                name, f.mails, f.broken, f.withProblems, f.withoutText, f.nanos / 1e6 / f.mails));
        unreadable.forEach(System.out::println);
        // Four hold U+FFFD as received, or declare base64 and are not.
        assertThat(figures).isNotEmpty();
        assertThat(figures.values().stream().mapToInt(f -> f.broken).sum()).isLessThanOrEqualTo(4);
    }

    private static void read(Figures f, String name, byte[] source, List<String> unreadable) {
        long start = System.nanoTime();
        IncomingMail mail = new Mime4jMailParser().parse(source);
        long took = System.nanoTime() - start;
        f.nanos += took;
        if (took > 1_000_000_000L) {
            unreadable.add("slow: " + name + " " + took / 1_000_000 + " ms, bytes " + source.length);
        }
        f.mails++;
        boolean broken = (mail.subject() + mail.text()).contains("\ufffd");
        f.broken += broken ? 1 : 0;
        f.withProblems += mail.problems().isEmpty() ? 0 : 1;
        f.withoutText += mail.text().isBlank() ? 1 : 0;
        if (broken) {
            unreadable.add("U+FFFD: " + name + " " + mail.subject());
        }
        assertThat(ContentDigest.of(source)).hasSize(64);
        assertThat(BaseSubject.of(mail.subject())).isNotNull();
        byte[] spliced = HeaderSplice.of(source)
                .drop("Bcc")
                .prepend("X-Postroom-Ticket", "ACME-10427")
                .toBytes();
        assertThat(new Mime4jMailParser().parse(spliced).text()).as(name).isEqualTo(mail.text());
    }

    /** What the tests of other projects say of their mails: subjects, attachments' names, the new text of a reply. */
    @Test
    void factsOfOtherProjectsShouldBeReadAlike() {
        Map<String, byte[]> rt = files("rt");
        lines(rt.get("rt/expected.jsonl")).forEach(fact -> {
            IncomingMail mail = parse(rt, "rt/" + fact.path("file").asText());
            List<String> names =
                    mail.attachments().stream().map(Attachment::name).toList();
            assertThat(mail.subject()).contains(fact.path("subject").asText(""));
            assertThat(mail.text()).contains(fact.path("body_contains").asText(""));
            for (String name : List.of("attachment_filename", "rfc822_attachment_filename")) {
                if (fact.has(name)) {
                    assertThat(names).contains(fact.path(name).asText());
                }
            }
        });
        assertThat(parse(rt, "rt/emails/russian-subject-no-content-type").subject())
                .isEqualTo("тест тест");
        rt.keySet().stream().filter(name -> name.startsWith("rt/emails/")).forEach(name -> {
            IncomingMail mail = parse(rt, name);
            assertThat(mail.subject() + mail.text()).as(name).doesNotContain("\ufffd", "Ð");
        });
    }

    @Test
    void textWithoutCharsetShouldBeGuessedRight() {
        Map<String, byte[]> gmime = files("gmime");
        Map<String, String> pairs = Map.of(
                "cyrillic.koi8-r", "cyrillic",
                "cyrillic.cp1251", "cyrillic",
                "japanese.iso-2022-jp", "japanese",
                "japanese.shift-jis", "japanese");
        pairs.forEach((file, language) -> assertThat(
                        MailCharsets.decode(gmime.get("gmime/data/filters/" + file + ".txt"), Optional.empty())
                                .text())
                .as(file)
                .isEqualTo(new String(
                        gmime.get("gmime/data/filters/" + language + ".utf-8.txt"), StandardCharsets.UTF_8)));
    }

    @Test
    void repliesOfUsualProgramsShouldBePartedAsExpected() {
        Map<String, byte[]> talon = files("talon");
        int right = 0;
        int all = 0;
        for (JsonNode fact : lines(talon.get("talon/expected.jsonl"))) {
            String file = fact.path("file").asText();
            if (!fact.has("expected_reply")) {
                continue;
            }
            byte[] source = talon.get("talon/" + file);
            String text = file.endsWith(".html")
                    ? HtmlText.of(new String(source, StandardCharsets.UTF_8))
                    : new Mime4jMailParser().parse(source).text();
            NewText parts = NewText.split(text);
            String found =
                    (parts.newText() + parts.signature().replaceAll("(?s)^(.+)$", "-- $1")).replaceAll("\\s", "");
            boolean same = found.equals(fact.path("expected_reply").asText().replaceAll("\\s", ""));
            if (!same) {
                System.out.println(
                        "parted otherwise: " + file + ": " + found.substring(0, Math.min(300, found.length())));
            }
            right += same ? 1 : 0;
            all++;
        }
        System.out.println("new text of replies: " + right + " of " + all + " as expected");
        assertThat(right).isGreaterThanOrEqualTo(19);
    }

    private static List<JsonNode> lines(byte[] jsonLines) {
        return new String(jsonLines, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(CorpusTest::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IncomingMail parse(Map<String, byte[]> files, String name) {
        return new Mime4jMailParser().parse(files.get(name));
    }

    private static Map<String, byte[]> files(String archive) {
        Map<String, byte[]> files = new TreeMap<>();
        corpus().archives()
                .filter(path -> nameOf(path).equals(archive))
                .forEach(path -> SharedCorpus.forEachFile(path, files::put));
        return files;
    }

    private static String nameOf(Path archive) {
        return archive.getFileName().toString().replace(".tar.gz", "");
    }
}
