// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroom.message.AuthenticationResults.Result;

/** What holds for readers of headers, whatever they read. */
public final class HeaderProperties {

    private static final String STAMP = "[ACME-10429]";

    private HeaderProperties() {}

    /** The body keeps its bytes, fields that are not named keep theirs, what is put in is read again. */
    public static void splice(byte[] mail) {
        byte[] spliced = HeaderSplice.of(mail)
                .drop("Subject")
                .replace("X-Ticket", "ACME-10429")
                .prepend("Reply-To", "Anna <anna@acme.test>")
                .add("X-Last", "a b  c")
                .toBytes();

        assertThat(body(spliced)).isEqualTo(body(mail));
        List<String> before = fields(mail);
        List<String> after = fields(spliced);
        before.removeIf(field -> field.matches("(?is)(subject|x-ticket)[ \\t]*:.*"));
        assertThat(after.get(0)).isEqualTo("Reply-To: Anna <anna@acme.test>");
        assertThat(after).containsAll(before).contains("X-Ticket: ACME-10429", "X-Last: a b  c");
        assertThat(after.stream().filter(field -> field.matches("(?is)(subject|x-ticket)[ \\t]*:.*")))
                .containsExactly("X-Ticket: ACME-10429");
    }

    private static byte[] body(byte[] mail) {
        int start = new HeaderScanner(mail).toEnd().bodyStart();
        return Arrays.copyOfRange(mail, start, mail.length);
    }

    private static List<String> fields(byte[] mail) {
        List<String> fields = new ArrayList<>();
        HeaderScanner scanner = new HeaderScanner(mail);
        while (scanner.next()) {
            if (scanner.isField()) {
                fields.add(
                        new String(mail, scanner.start(), scanner.end() - scanner.start(), StandardCharsets.ISO_8859_1)
                                .replaceAll("[\r\n]+$", ""));
            }
        }
        return fields;
    }

    /** Text that is encoded decodes to itself and fits into a header; what is read from others is bounded. */
    public static void words(byte[] input) {
        String text = TextProperties.text(input);
        String line = OneLine.of(text, 2000);

        String encoded = HeaderText.encode(line);
        assertThat(HeaderText.decode(encoded)).isEqualTo(line.strip());
        HeaderSplice.of(new byte[0]).add("Subject", encoded);
        assertThat(HeaderText.decode(text).length()).isLessThanOrEqualTo(4 * text.length() + 4);

        for (SubjectStamp.Position position : SubjectStamp.Position.values()) {
            String stamped = SubjectStamp.stamp(line, STAMP, position);
            assertThat(stamped).containsOnlyOnce(STAMP);
            assertThat(SubjectStamp.stamp(stamped, STAMP, position)).isEqualTo(stamped);
        }
        assertThat(BaseSubject.of(line).value().length()).isLessThanOrEqualTo(line.length());
        assertThat(MessageId.parseAll(text))
                .allSatisfy(id -> assertThat(MessageId.parse(id.bracketed())).contains(id));
        HeaderValue.of(text);
        AutoSubmitted.parse(text);
        MailDate.parse(text);
    }

    /** Addresses that were read can be written, and read again as the same ones. */
    public static void addresses(byte[] input) {
        List<NamedAddress> found = AddressList.parse(TextProperties.text(input));
        if (found.isEmpty()) {
            return;
        }

        String written = HeaderText.addresses(found);
        HeaderSplice.of(new byte[0]).add("To", written);

        assertThat(AddressList.parse(written))
                .extracting(NamedAddress::address)
                .isEqualTo(found.stream().map(NamedAddress::address).toList());
    }

    /** What we write as a server would is read as it was meant; what others write names no server that it does not begin with. */
    public static void results(byte[] input) {
        String text = TextProperties.text(input);
        AuthenticationResults.parse(text)
                .ifPresent(found -> assertThat(found.results()).hasSizeLessThanOrEqualTo(100));
        Headers headers = new Headers(List.of(new HeaderField(AuthenticationResults.FIELD, text)));
        SenderCheck.failures(headers, Set.of("mx.acme.test"), Optional.empty())
                .ifPresent(check ->
                        assertThat(text.toLowerCase(java.util.Locale.ROOT)).contains("mx.acme.test"));

        String value = text.replaceAll("[\\\\\"]", "");
        assertThat(AuthenticationResults.parse("mx.acme.test; spf=fail reason=\"" + value + "\" smtp.mailfrom=a.test"))
                .hasValueSatisfying(found -> assertThat(found.results())
                        .startsWith(
                                value.length() > 10_000
                                        ? new Result[0]
                                        : new Result[] {
                                            new Result(
                                                    "spf", "fail", Map.of("reason", value, "smtp.mailfrom", "a.test"))
                                        }));
    }
}
