// SPDX-License-Identifier: Apache-2.0
package org.postroom.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * New text, signatures and flowed paragraphs, held against what other projects expect of real replies (sets {@code talon}
 * and {@code roundcube}). Prints how many are exactly as expected, the F1 of lines, and the author's lines that are lost.
 */
class QuotesCorpusIntegrationTest {

    @TempDir
    private Path directory;

    /** Counts of one kind of expectation. */
    private static final class Score {

        private int all;
        private int exact;
        private int expected;
        private int found;
        private int common;
        private final List<String> lost = new ArrayList<>();

        void add(String name, String wanted, String got) {
            all++;
            exact += bare(wanted).equals(bare(got)) ? 1 : 0;
            List<String> left = lines(got);
            found += left.size();
            for (String line : lines(wanted)) {
                expected++;
                if (left.remove(line)) {
                    common++;
                } else {
                    lost.add(name + ": " + line);
                }
            }
        }

        double f1() {
            return expected + found == 0 ? 1 : 2.0 * common / (expected + found);
        }

        @Override
        public String toString() {
            return exact + " of " + all + " exact, line F1 " + Math.round(1000 * f1()) / 1000.0 + ", lines lost "
                    + lost;
        }

        private static String bare(String text) {
            return String.join(" ", lines(text));
        }

        /** White space as the projects compare it; the line of hyphens announces a signature and is no line of its own. */
        private static List<String> lines(String text) {
            List<String> lines = new ArrayList<>();
            text.lines()
                    .map(line -> line.replaceAll("\\s+", " ").strip())
                    .filter(line -> !line.isEmpty() && !line.equals("--"))
                    .forEach(lines::add);
            return lines;
        }
    }

    @Test
    void newTextOfRepliesShouldBeWhatTheirAuthorsWrote() throws IOException {
        Map<String, byte[]> talon = Inspected.set("talon");
        Map<String, byte[]> mails = new LinkedHashMap<>();
        Map<String, String> expected = new LinkedHashMap<>();
        for (JsonNode row : Inspected.rows(talon.get("talon/expected.jsonl"))) {
            String file = row.path("file").asText();
            if (row.has("expected_reply")) {
                byte[] source = talon.get("talon/" + file);
                mails.put(file, file.endsWith(".html") ? mail("ann@acme.test", "html", source) : source);
                expected.put(file, row.path("expected_reply").asText());
            }
        }
        Score score = new Score();
        new Inspected(directory)
                .look(mails)
                .forEach((file, seen) -> score.add(
                        file,
                        expected.get(file),
                        seen.path("newText").asText() + "\n"
                                + seen.path("signature").asText()));
        System.out.println("talon, new text of replies: " + score);
        assertThat(score.lost).isEmpty();
        assertThat(score.exact).isEqualTo(score.all);
    }

    @Test
    void signaturesShouldBeWhatProjectsExpect() throws IOException {
        Map<String, byte[]> talon = Inspected.set("talon");
        Map<String, byte[]> mails = new LinkedHashMap<>();
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> bodies = new LinkedHashMap<>();
        for (JsonNode row : Inspected.rows(talon.get("talon/expected.jsonl"))) {
            String file = row.path("file").asText();
            if (row.has("expected_signature")) {
                String sender = row.path("sender").asText();
                String from = sender.contains("@") ? sender : "\"" + sender + "\" <sender@acme.test>";
                byte[] source = talon.get("talon/" + file);
                mails.put(file, mail(from, "plain", source));
                expected.put(file, row.path("expected_signature").asText());
                bodies.put(file, new String(source, StandardCharsets.UTF_8));
            }
        }
        Score signatures = new Score();
        Score texts = new Score();
        new Inspected(directory).look(mails).forEach((file, seen) -> {
            String signature = expected.get(file);
            signatures.add(file, signature, seen.path("signature").asText());
            String body = bodies.get(file).strip();
            String above = body.substring(0, body.length() - (body.endsWith(signature) ? signature.length() : 0));
            texts.add(file, above, seen.path("newText").asText());
        });
        System.out.println("talon, signatures: " + signatures);
        System.out.println("talon, text above signatures: " + texts);
        assertThat(texts.lost).isEmpty();
        assertThat(signatures.exact).isEqualTo(signatures.all);
    }

    /** In these whole mails the project marks what is quoted and what is signature; all other lines are the author's. */
    @Test
    void noLineOfMarkedMailsShouldBeLost() throws IOException {
        Map<String, byte[]> mails = new LinkedHashMap<>();
        Map<String, String> expected = new LinkedHashMap<>();
        Inspected.set("talon").forEach((name, source) -> {
            if (name.startsWith("talon/signature/emails/P/") && !name.endsWith("_sender")) {
                String text = new String(source, StandardCharsets.UTF_8);
                boolean whole = text.startsWith("From:");
                String body = whole ? text.substring(text.indexOf("\n\n")) : text;
                for (boolean marked : new boolean[] {true, false}) {
                    String sent = marked ? body : body.replaceAll("(?m)^#(?:reply|sig)#", "");
                    mails.put(name + marked, mail("ann@acme.test", "plain", sent.getBytes(StandardCharsets.UTF_8)));
                    expected.put(name + marked, body.replaceAll("(?m)^#(?:reply|sig)#.*$", ""));
                }
            }
        });
        Score score = new Score();
        new Inspected(directory)
                .look(mails)
                .forEach((file, seen) ->
                        score.add(file, expected.get(file), seen.path("newText").asText()));
        System.out.println("talon, marked mails, with and without their marks: lines lost " + score.lost);
        assertThat(score.lost).isEmpty();
    }

    @Test
    void flowedTextShouldBeUnfolded() throws IOException {
        Map<String, byte[]> roundcube = Inspected.set("roundcube");
        byte[] mail = mail("ann@acme.test", "plain; format=flowed", roundcube.get("roundcube/format-flowed.txt"));
        JsonNode seen = new Inspected(directory).look(Map.of("flowed", mail)).get("flowed");
        String unfolded = new String(roundcube.get("roundcube/format-flowed-unfolded.txt"), StandardCharsets.UTF_8);
        Score score = new Score();
        score.add("format-flowed.txt", unfolded, seen.path("text").asText());
        System.out.println("roundcube, format=flowed: " + score);
        assertThat(seen.path("text").asText().strip())
                .isEqualTo(unfolded.replace("\r\n", "\n").strip());
    }

    private static byte[] mail(String from, String subtype, byte[] body) {
        byte[] head = ("From: " + from + "\nMIME-Version: 1.0\nContent-Type: text/" + subtype
                        + "; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] mail = new byte[head.length + body.length];
        System.arraycopy(head, 0, mail, 0, head.length);
        System.arraycopy(body, 0, mail, head.length, body.length);
        return mail;
    }
}
