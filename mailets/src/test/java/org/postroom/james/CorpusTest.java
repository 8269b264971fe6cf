// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postroom.message.BaseSubject;
import org.postroom.message.ContentDigest;
import org.postroom.message.HeaderSplice;
import org.postroom.message.IncomingMail;

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
        assertThat(figures).isNotEmpty();
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

    private static String nameOf(Path archive) {
        return archive.getFileName().toString().replace(".tar.gz", "");
    }
}
