// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import javax.mail.MessagingException;
import javax.mail.util.SharedByteArrayInputStream;
import org.apache.james.server.core.MailHeaders;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A message for James that gives back the bytes it was made of, also after it was parsed, duplicated with its mail, or
 * written. Where only headers were changed, the body keeps its bytes and the other headers theirs, and nothing is added.
 * James' own class writes the header anew in ASCII, where a raw UTF-8 subject becomes question marks.
 *
 * <p>For one thread at a time, as any message.
 */
public final class ExactMessage extends MimeMessageWrapper {

    private final MimeMessageSource exact;

    /**
     * Takes the bytes from a source, which is disposed of with the message.
     *
     * @param source gives the same bytes each time
     */
    public ExactMessage(MimeMessageSource source) {
        super(source);
        this.exact = source;
    }

    /**
     * Takes the bytes.
     *
     * @param name a name for the message, as James wants one
     * @param bytes its source; not to be changed any more
     */
    public ExactMessage(String name, byte[] bytes) {
        this(new Source(name, bytes));
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
    public void writeTo(OutputStream header, OutputStream body, String @Nullable [] ignored, boolean preLoad)
            throws IOException, MessagingException {
        String[] without = ignored == null ? new String[0] : ignored; // James passes null for nothing
        if (isBodyModified()) {
            super.writeTo(header, body, without, preLoad);
            return;
        }
        if (!isModified() && header == body && without.length == 0) {
            try (InputStream source = exact.getInputStream()) {
                source.transferTo(body);
            }
            return;
        }
        header.write(HeaderLines.bytes(getNonMatchingHeaderLines(without)));
        try (InputStream source = body(exact.getInputStream())) {
            source.transferTo(body);
        }
    }

    private static InputStream body(InputStream source) throws MessagingException {
        new MailHeaders(source);
        return source;
    }

    /**
     * Does nothing for a message that was not changed and is ASCII. James calls it before it sends to a server without
     * 8BITMIME, also where there was nothing to convert, and it would write the header anew.
     */
    @Override
    public void saveChanges() throws MessagingException {
        try {
            if (isModified() || !isAscii()) {
                super.saveChanges();
            }
        } catch (IOException e) {
            throw new MessagingException("the message cannot be read", e);
        }
    }

    private boolean isAscii() throws IOException {
        byte[] buffer = new byte[8192];
        try (InputStream in = exact.getInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] < 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private record Source(String name, byte[] bytes) implements MimeMessageSource {

        @Override
        public String getSourceId() {
            return name;
        }

        @Override
        public InputStream getInputStream() {
            return new SharedByteArrayInputStream(bytes);
        }

        @Override
        public long getMessageSize() {
            return bytes.length;
        }
    }
}
