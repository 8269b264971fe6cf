// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;

/** Mails as SMTP makes them, and the bytes of what came out. */
final class Samples {

    private Samples() {}

    /** A mail of one recipient over these bytes. */
    static MailImpl mail(String name, byte[] source) {
        try {
            MailImpl mail = envelope(name);
            mail.setMessageNoCopy(new MimeMessageWrapper(new Received(source)));
            return mail;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same without a message. */
    static MailImpl envelope(String name) {
        try {
            return MailImpl.builder()
                    .name(name)
                    .sender("customer@example.org")
                    .addRecipient("support@acme.test")
                    .build();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes that need no disposing. */
    record Received(byte[] bytes) implements MimeMessageSource {

        @Override
        public String getSourceId() {
            return "received";
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long getMessageSize() {
            return bytes.length;
        }
    }

    static MailImpl mail(String name) {
        return mail(name, plain(500));
    }

    /** A plain message of about so many bytes. */
    static byte[] plain(int size) {
        String header = "From: customer@example.org\r\nTo: support@acme.test\r\nSubject: A question\r\n"
                + "Message-ID: <question@example.org>\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n";
        StringBuilder text = new StringBuilder(header);
        Random random = new Random(7);
        while (text.length() < size) {
            text.append((char) ('a' + random.nextInt(26)));
            if (random.nextInt(60) == 0) {
                text.append("\r\n");
            }
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes of a mail's message as James' own code reads them. */
    static byte[] bytes(Mail mail) {
        try {
            MimeMessage message = mail.getMessage();
            try (InputStream bytes = ((MimeMessageWrapper) message).getMessageInputStream()) {
                return bytes.readAllBytes();
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
