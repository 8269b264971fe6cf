// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.mail.MessagingException;
import javax.mail.util.SharedByteArrayInputStream;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A message for James that is written as the very bytes it was made of, as long as nobody modifies it. James' own class
 * reads the header and writes it anew in ASCII, where a raw UTF-8 subject becomes question marks.
 */
public final class ExactMessage extends MimeMessageWrapper {

    private final byte[] bytes;

    /**
     * Takes the bytes.
     *
     * @param name a name for the message, as James wants one
     * @param bytes its source; not to be changed any more
     */
    public ExactMessage(String name, byte[] bytes) {
        super(new Source(name, bytes));
        this.bytes = bytes;
    }

    @Override
    public void writeTo(OutputStream headerOs, OutputStream bodyOs, String @Nullable [] ignoreList, boolean preLoad)
            throws IOException, MessagingException {
        boolean whole = ignoreList == null || ignoreList.length == 0; // James passes null for nothing
        if (headerOs == bodyOs && whole && !isModified()) {
            headerOs.write(bytes);
        } else {
            super.writeTo(headerOs, bodyOs, ignoreList == null ? new String[0] : ignoreList, preLoad);
        }
    }

    @Override
    public InputStream getMessageInputStream() throws MessagingException {
        return isModified() ? super.getMessageInputStream() : new SharedByteArrayInputStream(bytes);
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
