// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds for readers of text, whatever they read. */
public final class TextProperties {

    private static final List<String> CHARSETS = List.of(
            "",
            "utf-8",
            "us-ascii",
            "gb2312",
            "big5",
            "iso-2022-jp",
            "koi8-r",
            "utf-16",
            "utf-7",
            "x-unknown",
            "ks_c_5601");

    private TextProperties() {}

    /** Bytes as text of any kind: as UTF-8 where they are that, else one character a byte. */
    public static String text(byte[] input) {
        return MailCharsets.utf8(input).orElseGet(() -> new String(input, StandardCharsets.ISO_8859_1));
    }

    /** Text in UTF-8 is read as that whatever else may be guessed; nothing that is read is longer than it could be. */
    public static void charset(byte[] input) {
        for (String declared : CHARSETS) {
            MailCharsets.Decoded decoded =
                    MailCharsets.decode(input, Optional.of(declared).filter(name -> !name.isEmpty()));
            assertThat(decoded.text().length()).isLessThanOrEqualTo(2 * input.length + 1);
        }
        Optional<String> utf8 = MailCharsets.utf8(input).filter(text -> !CharsetGuess.isIso2022Jp(input));
        utf8.ifPresent(
                text -> assertThat(MailCharsets.decode(input, Optional.empty()).text())
                        .isEqualTo(text.startsWith("\ufeff") ? text.substring(1) : text));
        MailCharsets.byName(text(input));
    }

    /** The text of a page is bounded by the page. */
    public static void html(byte[] input) {
        String html = text(input);

        assertThat(HtmlText.of(html).length()).isLessThanOrEqualTo(20 * html.length() + 100);
    }

    /** Every line of a part is one of the text; a text that has something keeps something as new. */
    public static void newText(byte[] input) {
        String text = text(input);
        NewText parts = NewText.split(text);

        assertThat(parts.newText().isBlank()).isEqualTo(text.isBlank());
        Set<String> lines = lines(text);
        assertThat(lines).containsAll(lines(parts.newText()));
        assertThat(lines).containsAll(lines(parts.signature()));
        assertThat(parts.quotedText().length()).isLessThanOrEqualTo(text.length());

        String unfolded = FlowedText.unfold(text, false);
        assertThat(unfolded.replaceAll("[ \n>]", "")).isEqualTo(text.replaceAll("[ \n>]", ""));
    }

    private static Set<String> lines(String text) {
        Set<String> lines = new HashSet<>();
        for (String line : text.replace("\r\n", "\n").replace('\u00a0', ' ').split("\n", -1)) {
            lines.add(line.strip());
        }
        lines.add("");
        return lines;
    }
}
