// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.Disposable;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageSource;
import org.jspecify.annotations.Nullable;
import org.postroom.store.sql.QueuedMail;
import org.postroom.store.sql.SqlQueueRows;

/**
 * The bytes of a queued message: those of a short one come with its claim; others are read from the database when they are
 * first needed, and then kept as James keeps those of an SMTP client, in memory or in a temporary file. A mail that was
 * handed out has them already, so it outlives its row.
 */
final class QueuedSource implements MimeMessageSource, Disposable {

    private final SqlQueueRows rows;
    private final long id;
    private final long size;
    private final Optional<byte[]> given;
    private @Nullable MimeMessageInputStreamSource read;

    QueuedSource(SqlQueueRows rows, QueuedMail mail, Optional<byte[]> given) {
        this.rows = rows;
        this.id = mail.id();
        this.size = mail.size();
        this.given = given;
    }

    /**
     * Reads the bytes now, unless they were given.
     *
     * @throws IOException when there is no such mail any more, or they cannot be read
     */
    void load() throws IOException {
        if (given.isEmpty()) {
            loaded();
        }
    }

    private synchronized MimeMessageInputStreamSource loaded() throws IOException {
        MimeMessageInputStreamSource loaded = read;
        if (loaded == null) {
            try {
                loaded = rows.source(id, this::keep)
                        .orElseThrow(() -> new IOException("mail " + id + " is no longer in its queue"));
            } catch (UncheckedIOException e) {
                throw new IOException(e.getMessage(), e);
            }
            read = loaded;
        }
        return loaded;
    }

    private MimeMessageInputStreamSource keep(InputStream source) throws IOException {
        try {
            return MimeMessageInputStreamSource.create(getSourceId(), source);
        } catch (MessagingException e) {
            throw new IOException("the message cannot be kept", e);
        }
    }

    @Override
    public String getSourceId() {
        return "queued-" + id;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return given.isPresent() ? new ByteArrayInputStream(given.get()) : loaded().getInputStream();
    }

    @Override
    public long getMessageSize() {
        return size;
    }

    @Override
    public synchronized void dispose() {
        LifecycleUtil.dispose(read);
        read = null;
    }
}
