// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.postroom.ticket.MessageKind;

/** Holds the reader of delivery failures against two public sets of real ones, and against mail of persons and lists. */
class CorpusMeasurementTest {

    private static final Path CORPUS = Path.of(System.getProperty("postroom.corpus", beside()));
    private static final Pattern ROW = Pattern.compile("\"file\": \"([^\"]+)\"");
    private static final Pattern SISIMAI_RECIPIENT =
            Pattern.compile("\\{\"dsn\": \"([^\"]*)\", \"reply\": \"[^\"]*\", \"reason\": \"([^\"]*)\"");

    /** Two mails of the "ham" are reports of failures themselves: one of a delay, one of a refusal (RFC 3464). */
    private static final Set<String> REAL = Set.of("01436.dc449ba3", "01542.ed72bf2c");

    @Test
    void mostFailuresOfTheSisimaiSetShouldBeRecognised() throws IOException {
        Map<String, byte[]> mails = tarball("mail/sisimai-shared.tar.gz");
        int failures = 0;
        int found = 0;
        int sameCount = 0;
        int sameClass = 0;
        int others = 0;
        int othersRight = 0;
        List<String> missed = new ArrayList<>();
        for (String row : text(mails, "expected.jsonl").lines().toList()) {
            Matcher file = ROW.matcher(row);
            assertThat(file.find()).isTrue();
            byte[] source = bytes(mails, file.group(1));
            List<String> classes = new ArrayList<>();
            Set<String> reasons = new TreeSet<>();
            Matcher recipient = SISIMAI_RECIPIENT.matcher(row);
            while (recipient.find()) {
                classes.add(
                        recipient.group(1).isEmpty() ? "" : recipient.group(1).substring(0, 1));
                reasons.add(recipient.group(2));
            }
            Optional<DeliveryFailure> failure = DeliveryFailure.read(source, EnvelopeSender.UNKNOWN);
            MessageKind kind = KindOfMail.of(Mails.of(source), failure, EnvelopeSender.UNKNOWN, Set.of())
                    .kind();
            boolean noFailure = reasons.isEmpty()
                    || reasons.contains("vacation")
                    || reasons.contains("feedback")
                    || reasons.equals(Set.of("delivered"));
            if (noFailure) {
                MessageKind expected = reasons.isEmpty()
                        ? MessageKind.CUSTOMER
                        : reasons.contains("feedback") ? MessageKind.BULK : MessageKind.AUTO_REPLY;
                others++;
                othersRight += kind == expected ? 1 : 0;
                if (kind != expected) {
                    missed.add(file.group(1) + " " + reasons + " is " + kind);
                }
                continue;
            }
            failures++;
            if (failure.isEmpty()) {
                missed.add(file.group(1) + " " + reasons + " is " + kind);
                continue;
            }
            found++;
            if (failure.get().recipients().size() == classes.size()) {
                sameCount++;
                String got = failure.get().recipients().stream()
                        .map(one ->
                                one.status().map(code -> code.substring(0, 1)).orElse(one.permanent() ? "5" : "4"))
                        .collect(Collectors.joining());
                boolean same = got.equals(String.join("", classes));
                sameClass += same ? 1 : 0;
                if (!same) {
                    missed.add(file.group(1) + " class " + got + " expected " + classes);
                }
            } else {
                missed.add(file.group(1) + " recipients "
                        + failure.get().recipients().size() + " expected " + classes.size());
            }
        }
        report(
                "sisimai: failures " + found + "/" + failures + ", same number of recipients " + sameCount
                        + ", same class of status " + sameClass + "; others " + othersRight + "/" + others,
                missed);
        assertThat(found).isGreaterThanOrEqualTo(failures * 98 / 100);
        assertThat(sameClass).isGreaterThanOrEqualTo(failures * 97 / 100);
    }

    @Test
    void mostRecipientsOfTheFluflSetShouldBeFound() throws IOException {
        Map<String, byte[]> mails = tarball("mail/flufl-bounce.tar.gz");
        int files = 0;
        int recognised = 0;
        int exact = 0;
        int expectedCount = 0;
        int foundCount = 0;
        int right = 0;
        List<String> missed = new ArrayList<>();
        for (String row : text(mails, "expected.jsonl").lines().toList()) {
            Matcher file = ROW.matcher(row);
            assertThat(file.find()).isTrue();
            Set<String> permanent = list(row, "permanent");
            Set<String> temporary = list(row, "temporary");
            Optional<DeliveryFailure> failure =
                    DeliveryFailure.read(bytes(mails, file.group(1)), EnvelopeSender.UNKNOWN);
            Set<String> gotPermanent = recipients(failure, true);
            Set<String> gotTemporary = recipients(failure, false);
            files++;
            recognised += failure.isPresent() ? 1 : 0;
            expectedCount += permanent.size() + temporary.size();
            foundCount += gotPermanent.size() + gotTemporary.size();
            right += gotPermanent.stream().filter(permanent::contains).count()
                    + gotTemporary.stream().filter(temporary::contains).count();
            if (permanent.equals(gotPermanent) && temporary.equals(gotTemporary)) {
                exact++;
            } else {
                missed.add(file.group(1) + " expected " + permanent + temporary + " got " + gotPermanent + gotTemporary
                        + (failure.isPresent() ? "" : " (not recognised)"));
            }
        }
        report(
                "flufl: recognised " + recognised + "/" + files + ", exact " + exact + ", recipients right " + right
                        + " of " + foundCount + " found, of " + expectedCount + " expected",
                missed);
        assertThat(exact).isGreaterThanOrEqualTo(files * 94 / 100);
    }

    @Test
    void noMailOfPersonsAndListsShouldBeTakenForAFailure() throws IOException {
        Map<String, byte[]> mails = tarball("bulk/spamassassin-shared.tar.gz");
        Map<String, Integer> kinds = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        Map<String, Integer> autoReplies = new LinkedHashMap<>();
        for (String row : text(mails, "index.tsv").lines().skip(1).toList()) {
            String[] columns = row.split("\t", -1);
            byte[] source = bytes(mails, columns[0]);
            Optional<DeliveryFailure> failure = DeliveryFailure.read(source, EnvelopeSender.UNKNOWN);
            KindOfMail kind = KindOfMail.of(Mails.of(source), failure, EnvelopeSender.UNKNOWN, Set.of());
            kinds.merge(columns[1] + " " + (columns[2].isEmpty() ? "" : "list ") + kind.kind(), 1, Integer::sum);
            if (failure.isPresent()) {
                (columns[1].equals("ham") && REAL.stream().noneMatch(columns[0]::contains) ? wrong : seen)
                        .add(columns[0] + " " + failure.get());
            }
            if (columns[1].equals("ham") && kind.kind() == MessageKind.AUTO_REPLY) {
                autoReplies.merge(kind.reason(), 1, Integer::sum);
            }
        }
        seen.addAll(wrong);
        report("bulk: " + kinds + ", auto-replies " + autoReplies + ", false failures in ham " + wrong.size(), seen);
        assertThat(wrong).isEmpty();
    }

    /** {@code shared/corpus} beside the project or a folder above it. */
    private static String beside() {
        return Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
                .map(above -> above.resolve("shared/corpus"))
                .filter(Files::isDirectory)
                .findFirst()
                .map(Path::toString)
                .orElse("../../shared/corpus");
    }

    private static Set<String> recipients(Optional<DeliveryFailure> failure, boolean permanent) {
        return failure.stream()
                .flatMap(found -> found.recipients().stream())
                .filter(recipient -> recipient.permanent() == permanent)
                .map(recipient -> recipient.address().key())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> list(String row, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\": \\[([^\\]]*)]").matcher(row);
        Set<String> found = new TreeSet<>();
        if (matcher.find()) {
            Matcher item = Pattern.compile("\"([^\"]+)\"").matcher(matcher.group(1));
            while (item.find()) {
                found.add(item.group(1).toLowerCase(java.util.Locale.ROOT));
            }
        }
        return found;
    }

    private static void report(String figures, List<String> details) throws IOException {
        System.out.println(figures);
        details.forEach(line -> System.out.println("  " + line));
    }

    private static byte[] bytes(Map<String, byte[]> mails, String name) {
        return Optional.ofNullable(mails.get(name)).orElseThrow(() -> new AssertionError(name + " is missing"));
    }

    private static String text(Map<String, byte[]> mails, String name) {
        return new String(bytes(mails, name), StandardCharsets.UTF_8);
    }

    /** Files by their path below the one folder of the archive. */
    private static Map<String, byte[]> tarball(String name) throws IOException {
        Path path = CORPUS.resolve(name);
        assumeTrue(Files.isReadable(path), "no corpus at " + path);
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream raw = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(path)));
                DataInputStream in = new DataInputStream(raw)) {
            byte[] header = new byte[512];
            String longName = "";
            while (true) {
                in.readFully(header);
                if (header[0] == 0) {
                    return files;
                }
                int size = Integer.parseInt(field(header, 124, 12), 8);
                byte[] content = new byte[size];
                in.readFully(content);
                in.skipNBytes((512 - size % 512) % 512);
                char type = (char) header[156];
                if (type == 'L') {
                    longName = field(content, 0, size);
                } else if (type == '0' || type == 0) {
                    String prefix = field(header, 345, 155);
                    String shortName = prefix.isEmpty() ? field(header, 0, 100) : prefix + "/" + field(header, 0, 100);
                    String full = longName.isEmpty() ? shortName : longName;
                    files.put(full.replaceFirst("^(?:\\./)?[^/]+/", ""), content);
                    longName = "";
                }
            }
        }
    }

    private static String field(byte[] block, int from, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = from; i < from + length && block[i] != 0; i++) {
            out.write(block[i]);
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
