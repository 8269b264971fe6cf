// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.postroom.message.EmailAddress;
import org.postroom.message.HeaderText;
import org.postroom.message.Headers;
import org.postroom.message.IncomingMail;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;

/** Mails for tests, read without a MIME library: header, decoded subject and text parts. */
final class Mails {

    private Mails() {}

    static IncomingMail of(byte[] source) {
        Parts parts = Parts.read(source);
        Headers headers = parts.headers();
        StringBuilder text = new StringBuilder();
        parts.leaves().stream().filter(Part::isText).forEach(part -> text.append(part.text()));
        Optional<NamedAddress> from = headers.first("From").stream()
                .flatMap(body -> FailureNotice.addresses(body).stream())
                .findFirst()
                .map(address -> new NamedAddress("", address));
        return new IncomingMail(
                headers,
                headers.first("Message-ID").flatMap(MessageId::parse),
                List.of(),
                List.of(),
                from,
                List.of(),
                List.of(),
                List.of(),
                HeaderText.decode(headers.first("Subject").orElse("")),
                Optional.empty(),
                text.toString(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    static IncomingMail of(String source) {
        return of(source.getBytes(StandardCharsets.UTF_8));
    }

    static EnvelopeSender from(String address) {
        return EnvelopeSender.of(address.isEmpty() ? Optional.empty() : Optional.of(EmailAddress.of(address)));
    }
}
