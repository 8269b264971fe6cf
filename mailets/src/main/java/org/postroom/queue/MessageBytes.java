// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MimeMessageWrapper;
import org.postroom.james.ExactMessage;
import org.postroom.james.HeaderLines;
import org.postroom.store.sql.MailBytes;

/** The bytes of a message, as they were received where it was not modified. */
final class MessageBytes {

    private MessageBytes() {}

    static MailBytes of(MimeMessage message) throws MessagingException, IOException {
        if (message instanceof MimeMessageWrapper wrapper && !wrapper.isBodyModified()) {
            return wrapper.isModified() || !givesItsSource(wrapper) ? headerAndBody(wrapper) : source(wrapper);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return MailBytes.of(bytes.toByteArray());
    }

    /** James' own wrapper joins a header that it has encoded anew to the body once the message was parsed. */
    private static boolean givesItsSource(MimeMessageWrapper message) throws MessagingException, IOException {
        if (message instanceof ExactMessage) {
            return true;
        }
        try (InputStream stream = message.getMessageInputStream()) {
            return !(stream instanceof SequenceInputStream);
        }
    }

    private static MailBytes source(MimeMessageWrapper message) throws MessagingException {
        long size = message.getMessageSize();
        return new MailBytes() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() throws IOException {
                try {
                    return message.getMessageInputStream();
                } catch (MessagingException e) {
                    throw new IOException(e);
                }
            }
        };
    }

    private static MailBytes headerAndBody(MimeMessageWrapper message) throws MessagingException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (message instanceof ExactMessage) {
            message.writeTo(bytes);
        } else {
            bytes.writeBytes(HeaderLines.bytes(message.getAllHeaderLines()));
            try (InputStream body = message.getRawInputStream()) {
                body.transferTo(bytes);
            }
        }
        return MailBytes.of(bytes.toByteArray());
    }
}
