// SPDX-License-Identifier: Apache-2.0
package org.postroom.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Subject, sender, text, names and sizes of attachments, held against the expectations of other mail software (sets
 * {@code rt}, {@code mime4j}, {@code mimekit}, {@code gmime}, {@code eds-camel}, {@code python-email}). Prints the figures and
 * what differs.
 */
class MimeCorpusIntegrationTest {

    private static final String MOJIBAKE = "[\ufffdÐ]";

    @TempDir
    private Path directory;

    private final List<String> differences = new ArrayList<>();
    private int right;
    private int all;

    private void compare(String what, Object expected, Object got) {
        all++;
        if (expected.equals(got)) {
            right++;
        } else {
            differences.add(what + ": expected " + expected + ", got " + got);
        }
    }

    private void report(String set) {
        System.out.println(set + ": " + right + " of " + all + " as expected");
        differences.forEach(line -> System.out.println("  " + line));
    }

    private static Map<String, byte[]> mails(Map<String, byte[]> set, String pattern) {
        Map<String, byte[]> mails = new LinkedHashMap<>();
        set.forEach((name, source) -> {
            if (name.matches(pattern)) {
                mails.put(name, source);
            }
        });
        return mails;
    }

    private static List<String> names(JsonNode mail) {
        List<String> names = new ArrayList<>();
        mail.path("attachments").forEach(file -> names.add(file.path("name").asText()));
        return names;
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void mailsOfRequestTrackerShouldBeReadable() throws IOException {
        Map<String, byte[]> rt = Inspected.set("rt");
        Map<String, JsonNode> seen = new Inspected(directory).look(mails(rt, "rt/(?:emails|smime-mails)/.*"));
        for (JsonNode fact : Inspected.rows(rt.get("rt/expected.jsonl"))) {
            JsonNode mail = seen.get("rt/" + fact.path("file").asText());
            for (String field : List.of("attachment_filename", "rfc822_attachment_filename")) {
                if (fact.has(field)) {
                    compare(
                            fact.path("file").asText(),
                            true,
                            names(mail).contains(fact.path(field).asText()));
                }
            }
            if (fact.has("subject")) {
                compare(
                        "subject",
                        fact.path("subject").asText(),
                        mail.path("subject").asText());
                String contained = fact.path("body_contains").asText();
                compare("text", true, mail.path("text").asText().contains(contained));
            }
        }
        seen.forEach((name, mail) -> compare(
                name + " without mojibake",
                false,
                (mail.path("subject").asText() + mail.path("text").asText()).matches("(?s).*" + MOJIBAKE + ".*")));
        report("rt (4 facts, and no mojibake)");
        assertThat(right).isEqualTo(all);
    }

    @Test
    void charsetsShouldBeDecodedDeclaredOrNot() throws IOException {
        Map<String, byte[]> gmime = Inspected.set("gmime");
        Map<String, byte[]> camel = Inspected.set("eds-camel");
        Map<String, byte[]> mails = new LinkedHashMap<>();
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> declared = Map.of("koi8-r", "koi8-r", "cp1251", "windows-1251", "iso-8859-5", "iso-8859-5");
        for (String charset : declared.keySet()) {
            text(mails, expected, gmime, "cyrillic." + charset, declared.get(charset), "cyrillic.utf-8");
        }
        text(mails, expected, gmime, "chinese.big5", "big5", "chinese.utf-8");
        text(mails, expected, gmime, "japanese.iso-2022-jp", "iso-2022-jp", "japanese.utf-8");
        text(mails, expected, gmime, "japanese.shift-jis", "shift_jis", "japanese.utf-8");
        for (String charset : List.of("gb2312", "iso-2022-jp")) {
            String out = utf8(camel.get("eds-camel/charset-" + charset + ".0.out"));
            for (String name : List.of("", charset)) {
                String key = "eds-camel " + charset + (name.isEmpty() ? ", not declared" : "");
                mails.put(key, plain(name, camel.get("eds-camel/charset-" + charset + ".0.in")));
                expected.put(key, bare(out));
            }
        }
        new Inspected(directory)
                .look(mails)
                .forEach((name, mail) ->
                        compare(name, expected.get(name), bare(mail.path("text").asText())));
        report("gmime and eds-camel, charsets declared and not");
        // Not guessed: Cyrillic in ISO 8859-5. Read otherwise: two bytes that are no GB 2312, but a character of GB
        // 18030.
        assertThat(all - right).isLessThanOrEqualTo(3);
    }

    /** What the charset cannot hold, the file does not have: the expectation has Japanese characters beside the Big5. */
    private static void text(
            Map<String, byte[]> mails,
            Map<String, String> expected,
            Map<String, byte[]> gmime,
            String file,
            String... says) {
        byte[] source = gmime.get("gmime/data/filters/" + file + ".txt");
        CharsetEncoder encoder = Charset.forName(says[0]).newEncoder();
        String out = bare(utf8(gmime.get("gmime/data/filters/" + says[1] + ".txt")))
                .codePoints()
                .filter(c -> encoder.canEncode(Character.toString(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        mails.put("gmime " + file, plain(says[0], source));
        expected.put("gmime " + file, out);
        mails.put("gmime " + file + ", not declared", plain("", source));
        expected.put("gmime " + file + ", not declared", out);
    }

    private static byte[] plain(String charset, byte[] body) {
        String head = "From: ann@acme.test\nContent-Type: text/plain"
                + (charset.isEmpty() ? "" : "; charset=" + charset) + "\nContent-Transfer-Encoding: 8bit\n\n";
        return joined(head.getBytes(StandardCharsets.US_ASCII), body);
    }

    private static byte[] joined(byte[] head, byte[] body) {
        byte[] mail = new byte[head.length + body.length];
        System.arraycopy(head, 0, mail, 0, head.length);
        System.arraycopy(body, 0, mail, head.length, body.length);
        return mail;
    }

    private static String utf8(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }

    @Test
    void winmailDatShouldBeUnpacked() throws IOException {
        Map<String, byte[]> mimekit = Inspected.set("mimekit");
        Map<String, byte[]> mails = new LinkedHashMap<>();
        mails(mimekit, "mimekit/tnef/[^/]*\\.tnef").forEach((name, tnef) -> {
            String head = "From: ann@acme.test\nContent-Type: application/ms-tnef; name=winmail.dat\n"
                    + "Content-Transfer-Encoding: base64\n\n";
            byte[] body = Base64.getMimeEncoder().encode(tnef);
            mails.put(name, joined(head.getBytes(StandardCharsets.US_ASCII), body));
        });
        new Inspected(directory).look(mails).forEach((name, mail) -> {
            String folder = name.replace(".tnef", "/");
            Map<String, Integer> expected = new TreeMap<>();
            mimekit.keySet().stream()
                    .filter(file -> file.startsWith(folder) && !file.contains("/message."))
                    .forEach(file -> expected.put(file.substring(folder.length()), 0));
            if (!expected.isEmpty()) {
                compare(
                        name + " names",
                        List.copyOf(expected.keySet()),
                        names(mail).stream().sorted().toList());
                mail.path("attachments").forEach(file -> size(file, mimekit, folder));
            }
        });
        report("mimekit, winmail.dat: names of each, size of each file");
        assertThat(right * 100).isGreaterThanOrEqualTo(all * 85);
    }

    /** The expected text files were stored with LF, and are in the mail with CR LF. */
    private void size(JsonNode file, Map<String, byte[]> mimekit, String folder) {
        String name = file.path("name").asText();
        byte[] expected = mimekit.get(folder + name);
        if (expected != null) {
            long lines = utf8(expected).chars().filter(c -> c == '\n').count();
            long size = file.path("size").asLong();
            compare(folder + name + " size", true, size == expected.length || size == expected.length + lines);
        }
    }

    @Test
    void mailboxesShouldHaveTheirMails() throws IOException {
        Map<String, byte[]> mimekit = Inspected.set("mimekit");
        for (String name : List.of("content-length", "issue1189")) {
            byte[] mailbox = mimekit.get("mimekit/mbox/" + name + ".mbox.txt");
            List<JsonNode> seen = new Inspected(directory.resolve(name)).lookInto(name, mailbox);
            List<String> expected = new ArrayList<>();
            utf8(mimekit.get("mimekit/mbox/" + name + "-summary.txt"))
                    .lines()
                    .filter(line -> line.startsWith("Subject: ") || line.equals("Subject:"))
                    .forEach(line -> expected.add(bare(line.substring(8))));
            List<String> subjects = seen.stream()
                    .map(mail -> bare(mail.path("subject").asText()))
                    .toList();
            compare(name, expected, subjects);
        }
        report("mimekit, mailboxes: subjects of their mails in order");
    }

    @Test
    void decodedPartsShouldBeTextOrAttachments() throws IOException {
        Map<String, byte[]> mime4j = Inspected.set("mime4j");
        Map<String, JsonNode> seen = new Inspected(directory).look(mails(mime4j, "mime4j/.*\\.msg"));
        seen.forEach((name, mail) -> {
            String stem = name.substring(0, name.length() - ".msg".length()) + "_decoded_";
            mime4j.keySet().stream()
                    .filter(file -> file.startsWith(stem) && !file.endsWith(".xml"))
                    .forEach(file -> compare(file, true, holds(mail, mime4j.get(file))));
        });
        report("mime4j, decoded parts that stand in the text or are attached with their size");
        assertThat(right * 100).isGreaterThanOrEqualTo(all * 80);
    }

    /** Part of the text, by its ASCII letters and digits, tags of HTML aside; or attached in that size. */
    private static boolean holds(JsonNode mail, byte[] part) {
        String text = mail.path("text").asText().replaceAll("[^A-Za-z0-9]+", "");
        boolean holds = false;
        for (String tags : List.of("<[^>]*>", "")) {
            String letters = utf8(part).replaceAll(tags, "").replaceAll("[^A-Za-z0-9]+", "");
            holds |= text.contains(letters.substring(0, Math.min(200, letters.length())));
        }
        for (JsonNode file : mail.path("attachments")) {
            holds |= Math.abs(file.path("size").asLong() - part.length) <= 2;
        }
        return holds;
    }

    @Test
    void everyMailOfPythonAndGmimeShouldBeRead() throws IOException {
        Map<String, byte[]> mails = mails(Inspected.set("python-email"), "python-email/msg_.*");
        mails.putAll(mails(Inspected.set("gmime"), "gmime/[^/]*\\.msg"));
        mails.putAll(mails(Inspected.set("mimekit"), "mimekit/(?:messages|dkim|partial)/.*\\.(?:txt|eml|msg)"));
        Map<String, JsonNode> seen = new Inspected(directory).look(mails);
        String broken = seen.entrySet().stream()
                .filter(mail -> (mail.getValue().path("subject").asText()
                                + mail.getValue().path("text").asText())
                        .contains("\ufffd"))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" "));
        System.out.println("python-email, gmime, mimekit: " + seen.size() + " mails read, with U+FFFD: " + broken);
        assertThat(broken).isEmpty();
    }
}
