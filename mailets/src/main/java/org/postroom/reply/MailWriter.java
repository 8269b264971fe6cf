// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.postroom.message.ContentDigest;
import org.postroom.message.HeaderField;
import org.postroom.message.HeaderSplice;
import org.postroom.message.HeaderText;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;

/**
 * Writes a new mail: ASCII only, lines of bearable length that end in CRLF, parts in UTF-8 in whichever of
 * quoted-printable and base64 is shorter (RFC 5322, RFC 2045 to 2047). The same calls give the same bytes.
 *
 * <p>No value can add a line to the header: what has a control character in it is refused, text is encoded before. Not
 * thread-safe.
 */
public final class MailWriter {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    private final List<HeaderField> fields = new ArrayList<>();

    /**
     * Adds a field whose value is ASCII already.
     *
     * @param name the field's name
     * @param value its body, not folded
     * @return this
     */
    public MailWriter field(String name, String value) {
        fields.add(new HeaderField(name, value));
        return this;
    }

    /**
     * Adds a field that people read, such as {@code Subject}.
     *
     * @param name the field's name
     * @param text any text; becomes one line, encoded where it has to be
     * @return this
     */
    public MailWriter text(String name, String text) {
        return field(name, HeaderText.encode(text));
    }

    /**
     * Adds a field of addresses.
     *
     * @param name the field's name
     * @param addresses at least one
     * @return this
     */
    public MailWriter addresses(String name, List<NamedAddress> addresses) {
        return field(name, HeaderText.addresses(addresses));
    }

    /**
     * Adds a field of identifiers, unless there are none.
     *
     * @param name the field's name
     * @param identifiers the identifiers, in order
     * @return this
     */
    public MailWriter identifiers(String name, List<MessageId> identifiers) {
        return identifiers.isEmpty()
                ? this
                : field(name, identifiers.stream().map(MessageId::bracketed).collect(Collectors.joining(" ")));
    }

    /**
     * Adds the field {@code Date}.
     *
     * @param at the moment
     * @param zone whose local time is shown
     * @return this
     */
    public MailWriter date(Instant at, ZoneId zone) {
        return field("Date", DATE.format(at.atZone(zone)));
    }

    /**
     * The mail with one text part.
     *
     * @param text the text, lines end in {@code \n}
     * @return its bytes
     */
    public byte[] write(String text) {
        return header(part("plain", text));
    }

    /**
     * The mail with the same in text and in HTML.
     *
     * @param text the text part, lines end in {@code \n}
     * @param html the HTML part, lines end in {@code \n}
     * @return its bytes
     */
    public byte[] write(String text, String html) {
        // "=_" stands in neither encoding (RFC 2045 section 6.7), so no part can hold this boundary.
        String boundary = "=_postroom_alternative";
        return header("Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n"
                + "--" + boundary + "\r\n" + part("plain", text)
                + "\r\n--" + boundary + "\r\n" + part("html", html)
                + "\r\n--" + boundary + "--\r\n");
    }

    /**
     * The mail with a text and another mail attached to it as it is.
     *
     * @param text the text part, lines end in {@code \n}
     * @param attached the bytes of the other mail; theirs need not be ASCII
     * @return its bytes
     */
    public byte[] write(String text, byte[] attached) {
        String boundary = "=_postroom_" + ContentDigest.of(attached).substring(0, 32);
        byte[] head = header("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary
                + "\r\n" + part("plain", text) + "\r\n--" + boundary
                + "\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment; filename=\"mail.eml\"\r\n\r\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length + attached.length + 64);
        out.writeBytes(head);
        out.writeBytes(attached);
        out.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** Puts the header above what begins with the fields of the content. */
    private byte[] header(String content) {
        HeaderSplice splice = HeaderSplice.of(new byte[0]);
        fields.forEach(field -> splice.add(field.name(), field.body()));
        splice.add("MIME-Version", "1.0");
        byte[] header = splice.toBytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(header.length + content.length());
        out.write(header, 0, header.length - 2);
        out.writeBytes(content.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static String part(String subtype, String content) {
        String quoted = QuotedPrintable.encode(content);
        String encoded = BASE64.encodeToString(content.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        boolean readable = quoted.length() <= encoded.length() + 2;
        return "Content-Type: text/" + subtype + "; charset=UTF-8\r\n"
                + "Content-Transfer-Encoding: " + (readable ? "quoted-printable" : "base64") + "\r\n\r\n"
                + (readable ? quoted : encoded + "\r\n");
    }
}
