// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailHeaders;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;

/**
 * A message that gives back the bytes it was made of, also after it was parsed, duplicated with its mail, or written.
 * Where only headers were changed, the body keeps its bytes and the other headers theirs, and nothing is added.
 *
 * <p>For one thread at a time, as any message.
 */
final class ExactMessage extends MimeMessageWrapper {

    private final MimeMessageSource exact;

    ExactMessage(MimeMessageSource source) {
        super(source);
        this.exact = source;
    }

    @Override
    public InputStream getMessageInputStream() throws MessagingException {
        try {
            if (!isModified()) {
                return exact.getInputStream();
            }
            if (!isBodyModified()) {
                return new SequenceInputStream(
                        new ByteArrayInputStream(HeaderLines.bytes(getAllHeaderLines())), body(exact.getInputStream()));
            }
        } catch (IOException e) {
            throw new MessagingException("the message cannot be read", e);
        }
        return super.getMessageInputStream();
    }

    @Override
    public void writeTo(OutputStream header, OutputStream body, String[] ignored, boolean preLoad)
            throws IOException, MessagingException {
        if (isBodyModified()) {
            super.writeTo(header, body, ignored, preLoad);
            return;
        }
        if (!isModified() && header == body && (ignored == null || ignored.length == 0)) {
            try (InputStream source = exact.getInputStream()) {
                source.transferTo(body);
            }
            return;
        }
        header.write(HeaderLines.bytes(getNonMatchingHeaderLines(ignored)));
        try (InputStream source = body(exact.getInputStream())) {
            source.transferTo(body);
        }
    }

    @SuppressWarnings("UnusedVariable")
    private static InputStream body(InputStream source) throws MessagingException {
        new MailHeaders(source);
        return source;
    }
}
