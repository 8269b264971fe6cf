// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.persistence.EntityManagerFactory;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.jpa.mail.JPAMessageMapper;
import org.apache.james.mailbox.jpa.mail.JPAModSeqProvider;
import org.apache.james.mailbox.jpa.mail.JPAUidProvider;
import org.apache.james.mailbox.jpa.mail.model.JPAMailbox;
import org.apache.james.mailbox.jpa.mail.model.openjpa.JPAMailboxMessage;
import org.apache.james.mailbox.model.Content;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.mail.model.Property;
import org.apache.james.mailbox.store.mail.model.StandardNames;
import org.apache.james.mailbox.store.mail.model.impl.PropertyBuilder;

/**
 * Adds messages with what their MIME fields say shortened to what James' columns take, and deletes messages without regard
 * to other mailboxes. Only a mail with such a field is stored differently; programs read its structure from the mail itself.
 */
final class FittedMessageMapper extends JPAMessageMapper {

    /** Lengths of James' columns, in characters. */
    private static final int LONGEST_VALUE = 1024;

    private static final int LONGEST_TYPE = 200;
    private static final int LONGEST_NAME = 500;

    /** Each is a row of its own. */
    private static final int MOST = 100;

    FittedMessageMapper(JPAUidProvider uids, JPAModSeqProvider modSeqs, EntityManagerFactory entityManagers) {
        super(uids, modSeqs, entityManagers);
    }

    @Override
    public MessageMetaData add(Mailbox mailbox, MailboxMessage message) throws MailboxException {
        List<Property> properties = message.getProperties().toProperties();
        List<Property> fitted =
                properties.stream().limit(MOST).map(FittedMessageMapper::fitted).toList();
        return super.add(mailbox, fitted.equals(properties) ? message : with(fitted, mailbox, message));
    }

    /**
     * Each by its key. James' own statement looks at all messages of all mailboxes, waits for whatever is written there, and
     * gives up.
     */
    @Override
    public Map<MessageUid, MessageMetaData> deleteMessages(Mailbox mailbox, List<MessageUid> uids)
            throws MailboxException {
        Map<MessageUid, MessageMetaData> deleted = new HashMap<>();
        for (MessageUid uid : uids) {
            Iterator<MailboxMessage> found = findInMailbox(mailbox, MessageRange.one(uid), FetchType.METADATA, 1);
            while (found.hasNext()) {
                MailboxMessage message = found.next();
                deleted.put(uid, message.metaData());
                delete(mailbox, message);
            }
        }
        return deleted;
    }

    private static MailboxMessage with(List<Property> properties, Mailbox mailbox, MailboxMessage message)
            throws MailboxException {
        PropertyBuilder builder = new PropertyBuilder(properties);
        builder.setTextualLineCount(message.getTextualLineCount());
        return new JPAMailboxMessage(
                JPAMailbox.from(mailbox),
                message.getInternalDate(),
                Math.toIntExact(message.getFullContentOctets()),
                message.createFlags(),
                new ContentOf(message),
                Math.toIntExact(message.getHeaderOctets()),
                builder);
    }

    private static Property fitted(Property property) {
        boolean isType = property.isInSpace(StandardNames.MIME_MIME_TYPE_SPACE);
        return new Property(
                property.getNamespace(),
                fitted(property.getLocalName(), LONGEST_NAME),
                fitted(property.getValue(), isType ? LONGEST_TYPE : LONGEST_VALUE));
    }

    /** Without NUL, which PostgreSQL refuses, and without half a character at its end. */
    private static String fitted(String text, int longest) {
        String clean = text.replace("\0", "");
        if (clean.length() <= longest) {
            return clean;
        }
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(longest - 1)) ? longest - 1 : longest);
    }

    /** The whole of a message. */
    private record ContentOf(MailboxMessage message) implements Content {

        @Override
        public InputStream getInputStream() throws IOException {
            return message.getFullContent();
        }

        @Override
        public long size() {
            return message.getFullContentOctets();
        }
    }
}
