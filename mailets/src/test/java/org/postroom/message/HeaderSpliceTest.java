// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderSpliceTest {

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(HeaderSplice splice) {
        return new String(splice.toBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void untouchedMailShouldStayByteIdentical() {
        byte[] source = bytes(
                "Subject:  =?koi8-r?B?8NLJ18XU?= \r\n\traw \u00c8\u00e9\r\nX:y\r\n\r\nbody\r\n.\r\n\u0000\r\r\n\n");
        assertThat(HeaderSplice.of(source).toBytes()).isEqualTo(source);
    }

    @Test
    void droppedFieldsShouldGoWithTheirFoldedLines() {
        byte[] source = bytes("A: 1\r\nBCC: x@y,\r\n z@y\r\n\tmore\r\nB: 2\r\nbcc : q@y\r\n\r\nBcc: body\r\n");
        assertThat(text(HeaderSplice.of(source).drop("Bcc"))).isEqualTo("A: 1\r\nB: 2\r\n\r\nBcc: body\r\n");
    }

    @Test
    void replacedFieldShouldKeepItsPlaceAndStandOnce() {
        byte[] source = bytes("A: 1\r\nSubject: old\r\n one\r\nB: 2\r\nSUBJECT: other\r\n\r\nx");
        assertThat(text(HeaderSplice.of(source).replace("Subject", "[ACME-10427] old one")))
                .isEqualTo("A: 1\r\nSubject: [ACME-10427] old one\r\nB: 2\r\n\r\nx");
    }

    @Test
    void replacedFieldShouldBeAddedWhenThereIsNone() {
        assertThat(text(HeaderSplice.of(bytes("A: 1\n\nx")).replace("Subject", "new")))
                .isEqualTo("A: 1\nSubject: new\n\nx");
    }

    @Test
    void prependedFieldsShouldStandOnTopInTheirOrder() {
        assertThat(text(HeaderSplice.of(bytes("A: 1\r\n\r\nx"))
                        .prepend("Received", "by desk")
                        .prepend("X-Second", "2")
                        .add("X-Last", "3")))
                .isEqualTo("Received: by desk\r\nX-Second: 2\r\nA: 1\r\nX-Last: 3\r\n\r\nx");
    }

    @Test
    void onlyNamedFieldsShouldStayWhenOthersAreNotKept() {
        byte[] source = bytes("Received: a\r\nFrom: b\r\njunk line\r\nContent-Type: text/plain\r\n\r\nx");
        assertThat(text(HeaderSplice.of(source)
                        .keepOnly(Set.of("from", "content-type"))
                        .replace("From", "desk@acme.test")
                        .drop("Content-Type")))
                .isEqualTo("From: desk@acme.test\r\n\r\nx");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A: 1|A: 1^X: y^^
            A: 1^|A: 1^X: y^^
            A: 1^^|A: 1^X: y^^
            ^body|X: y^^body
            Hello you^^two|X: y^^Hello you^^two
            ' folded^A: 1^^b'|X: y^^ folded^A: 1^^b
            From a@b Mon Nov 1 10:00:00 2026^A: 1^^b|A: 1^X: y^^b
            'From : a@b^^b'|From : a@b^X: y^^b
            A: 1^Hello, there^^b|A: 1^X: y^Hello, there^^b
            A: 1^Hello, there^b: c^|A: 1^X: y^^Hello, there^b: c^
            """)
    void fieldsShouldBeAddedToAnyShapeOfMail(String source, String expected) {
        for (String lineEnd : new String[] {"\r\n", "\n"}) {
            if (!source.contains("^") && lineEnd.equals("\n")) {
                continue;
            }
            assertThat(text(HeaderSplice.of(bytes(source.replace("^", lineEnd))).add("X", "y")))
                    .isEqualTo(expected.replace("^", lineEnd));
        }
    }

    @Test
    void emptySourceShouldBecomeAHeaderWithoutBody() {
        assertThat(text(HeaderSplice.of(new byte[0]).add("X", "y"))).isEqualTo("X: y\r\n\r\n");
    }

    @Test
    void bareCarriageReturnShouldSeparateFieldsButNotEndAHeaderThatHasLineFeeds() {
        byte[] source = bytes("A: 1\rBcc: secret\r\n\rC: 3\r\r\nBcc: other\r\n\r\nbody\rBcc: text");
        assertThat(text(HeaderSplice.of(source).drop("Bcc"))).isEqualTo("A: 1\r\rC: 3\r\r\n\r\nbody\rBcc: text");
    }

    @Test
    void mailOfBareCarriageReturnsShouldKeepThem() {
        assertThat(text(HeaderSplice.of(bytes("A: 1\rBcc: s\r\rbody\r"))
                        .drop("Bcc")
                        .add("X", "y")))
                .isEqualTo("A: 1\rX: y\r\rbody\r");
    }

    @Test
    void longValuesShouldBeFoldedWithoutLosingACharacter() {
        String value = "<0123456789012345678901234567890123456789@acme.test> "
                .repeat(30)
                .strip();
        String spliced = text(HeaderSplice.of(bytes("A: 1\r\n\r\n")).add("References", value));
        assertThat(spliced.lines()).allMatch(line -> line.length() <= 78);
        assertThat(spliced.replace("\r\n ", " ")).contains("References: " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: x", "a\nb", "a\rb", "nul\u0000", "\u00fc", "\u001b[2J"})
    void valuesThatWouldBreakTheHeaderShouldBeRefused(String value) {
        HeaderSplice splice = HeaderSplice.of(bytes("A: 1\r\n\r\n"));
        assertThatThrownBy(() -> splice.add("X", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> splice.replace("X", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> splice.prepend("X", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a b", "a\n", "\u00fc"})
    void namesThatAreNoneShouldBeRefused(String name) {
        HeaderSplice splice = HeaderSplice.of(bytes("A: 1\r\n\r\n"));
        assertThatThrownBy(() -> splice.add(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLineThatCannotBeFoldedShouldBeRefused() {
        HeaderSplice splice = HeaderSplice.of(bytes("A: 1\r\n\r\n"));
        assertThatThrownBy(() -> splice.add("X", "a".repeat(999))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: b\r\n", "a:\n", "\r", "\r\n ", "x", " \r", "a: \r\r"})
    @Timeout(120)
    void headersOfFiveMegabytesShouldTakeLinearTime(String piece) {
        byte[] source = new byte[5_000_000];
        byte[] pattern = bytes(piece);
        for (int i = 0; i < source.length; i++) {
            source[i] = pattern[i % pattern.length];
        }
        System.arraycopy(bytes("Top: 1\r\n"), 0, source, 0, 8);
        byte[] spliced = HeaderSplice.of(source).drop("Bcc").add("X", "y").toBytes();
        assertThat(spliced.length).isGreaterThan(source.length);
        assertThat(Arrays.copyOf(spliced, 6)).isEqualTo(bytes("Top: 1"));
    }
}
