// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.mailbox;

import javax.inject.Inject;
import javax.persistence.EntityManagerFactory;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.jpa.JPAMailboxSessionMapperFactory;
import org.apache.james.mailbox.jpa.mail.JPAModSeqProvider;
import org.apache.james.mailbox.jpa.mail.JPAUidProvider;
import org.apache.james.mailbox.store.mail.MessageMapper;

/** James' own, but for messages. */
public final class FittedMapperFactory extends JPAMailboxSessionMapperFactory {

    private final EntityManagerFactory entityManagers;
    private final JPAUidProvider uids;
    private final JPAModSeqProvider modSeqs;

    /**
     * Made by Guice.
     *
     * @param entityManagers James' database
     * @param uids gives UIDs
     * @param modSeqs gives modification sequences
     */
    @Inject
    public FittedMapperFactory(EntityManagerFactory entityManagers, JPAUidProvider uids, JPAModSeqProvider modSeqs) {
        super(entityManagers, uids, modSeqs);
        this.entityManagers = entityManagers;
        this.uids = uids;
        this.modSeqs = modSeqs;
    }

    @Override
    public MessageMapper createMessageMapper(MailboxSession session) {
        return new FittedMessageMapper(uids, modSeqs, entityManagers);
    }
}
