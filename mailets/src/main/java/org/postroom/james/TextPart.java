// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.util.Optional;
import java.util.Set;
import org.postroom.message.CharsetGuess;
import org.postroom.message.FlowedText;
import org.postroom.message.HtmlText;
import org.postroom.message.MailCharsets;

/**
 * A piece of the mail's text: one part, or several that were put together.
 *
 * @param text the text; lines end in LF
 * @param html the HTML that it was made of or that says the same; empty when there is none
 * @param fromHtml whether the text was made of HTML
 */
record TextPart(String text, Optional<String> html, boolean fromHtml) {

    static final TextPart NOTHING = new TextPart("", Optional.empty(), false);

    /** Text types that people read as the mail's text although they are neither plain nor HTML. */
    private static final Set<String> MARKED_UP = Set.of("text/enriched", "text/richtext");

    private static final Set<String> DATA = Set.of(
            "text/calendar",
            "text/x-vcard",
            "text/vcard",
            "text/directory",
            "text/rfc822-headers",
            "text/x-amp-html",
            "text/css",
            "text/csv",
            "text/javascript",
            "text/xml");

    static boolean isOtherText(String type) {
        return type.startsWith("text/") && !DATA.contains(type);
    }

    static TextPart of(String type, byte[] bytes, PartHeader header, CharsetGuess charsets) {
        TextPart read = of(type, bytes, header.charset(), charsets);
        boolean flowed = type.equals("text/plain") && header.says("format", "flowed");
        return flowed
                ? new TextPart(FlowedText.unfold(read.text, header.says("delsp", "yes")), read.html, read.fromHtml)
                : read;
    }

    static TextPart of(String type, byte[] bytes, Optional<String> charset) {
        return of(type, bytes, charset, CharsetGuess.ANY);
    }

    private static TextPart of(String type, byte[] bytes, Optional<String> charset, CharsetGuess charsets) {
        if (type.equals("text/html")) {
            Optional<String> declared = charset.or(() -> Repair.charsetInHtml(bytes));
            String html = MailCharsets.decode(bytes, declared, charsets).text();
            return new TextPart(HtmlText.of(html), Optional.of(html), true);
        }
        String text = clean(MailCharsets.decode(bytes, charset, charsets).text());
        boolean marked = MARKED_UP.contains(type);
        return new TextPart(marked ? text.replaceAll("<[^<>\n]{0,80}>", "") : text, Optional.empty(), false);
    }

    private static String clean(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').replace("\u0000", "");
    }

    boolean isBlank() {
        return text.isBlank();
    }

    /** The two one after the other; of two HTML parts the first is kept as HTML. */
    TextPart and(TextPart next) {
        if (isBlank() && html.isEmpty()) {
            return next;
        }
        if (next.isBlank()) {
            return new TextPart(text, html.or(next::html), fromHtml);
        }
        String joined = text.stripTrailing() + "\n\n" + next.text();
        return new TextPart(joined, html.or(next::html), fromHtml && next.fromHtml());
    }

    /** Of two that say the same (RFC 2046 section 5.1.4): the plain text, and the HTML of whichever has it. */
    TextPart or(TextPart other) {
        boolean keep = !isBlank() && (!fromHtml || other.fromHtml() || other.isBlank());
        TextPart chosen = keep ? this : other.isBlank() ? this : other;
        return new TextPart(chosen.text(), other.html().or(() -> html), chosen.fromHtml());
    }
}
