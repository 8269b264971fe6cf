// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.postroom.message.ContentDigest;
import org.postroom.message.IncomingMail;
import org.postroom.message.MailParser;
import org.postroom.message.NewText;
import org.postroom.ticket.MailKey;

/**
 * The bytes of a mail as James received it, what they say, and their key: read and parsed once for all steps and for all
 * twins that a matcher's split makes.
 *
 * <p>When a matcher takes a part of the recipients, James writes the message anew for the twin, and header bytes outside
 * ASCII turn into question marks. So the first step that looks at a mail hangs this object on it, as an attribute that is
 * handed on by reference and never stored; the queue has the same bytes, so that a restart finds them again.
 */
public final class ReceivedMail {

    private static final AttributeName NAME = AttributeName.of("postroom.received");

    private final byte[] source;
    private volatile Optional<IncomingMail> parsed = Optional.empty();
    private volatile Optional<NewText> newText = Optional.empty();
    private volatile Optional<String> digest = Optional.empty();

    private ReceivedMail(byte[] source) {
        this.source = source;
    }

    /**
     * What James received.
     *
     * @param mail the mail in the pipeline
     * @return its bytes, and what they say
     * @throws MessagingException when the message cannot be read from the queue
     */
    public static ReceivedMail of(Mail mail) throws MessagingException {
        Optional<ReceivedMail> known = mail.getAttribute(NAME)
                .map(attribute -> attribute.getValue().value())
                .filter(ReceivedMail.class::isInstance)
                .map(ReceivedMail.class::cast);
        if (known.isPresent()) {
            return known.get();
        }
        ReceivedMail received = new ReceivedMail(current(mail));
        mail.setAttribute(new Attribute(NAME, AttributeValue.ofUnserializable(received)));
        return received;
    }

    /**
     * The bytes.
     *
     * @return the source; not to be changed
     */
    public byte[] source() {
        return source;
    }

    /**
     * What the bytes say.
     *
     * @param parser reads them, the first time
     * @return the mail
     */
    public IncomingMail read(MailParser parser) {
        Optional<IncomingMail> known = parsed;
        if (known.isEmpty()) {
            known = Optional.of(parser.parse(source));
            parsed = known;
        }
        return known.get();
    }

    /**
     * What its author wrote anew, and what is quoted.
     *
     * @param parser reads the bytes, the first time
     * @return the two
     */
    public NewText newText(MailParser parser) {
        Optional<NewText> known = newText;
        if (known.isEmpty()) {
            known = Optional.of(NewText.of(read(parser)));
            newText = known;
        }
        return known.get();
    }

    /**
     * What makes it this mail (design rule 2).
     *
     * @param parser reads the Message-ID, the first time
     * @return the key
     */
    public MailKey key(MailParser parser) {
        Optional<String> known = digest;
        if (known.isEmpty()) {
            known = Optional.of(ContentDigest.of(source));
            digest = known;
        }
        return new MailKey(read(parser).messageId(), known.get());
    }

    /**
     * The bytes of a mail as it is now, with whatever steps before have changed.
     *
     * @param mail the mail in the pipeline
     * @return its bytes
     * @throws MessagingException when the message cannot be read from the queue
     */
    public static byte[] current(Mail mail) throws MessagingException {
        MimeMessage message = mail.getMessage();
        try {
            if (message instanceof MimeMessageWrapper wrapper && !wrapper.isModified()) {
                try (InputStream in = wrapper.getMessageInputStream()) {
                    return in.readAllBytes();
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            message.writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new MessagingException("the source of mail " + mail.getName() + " cannot be read", e);
        }
    }
}
