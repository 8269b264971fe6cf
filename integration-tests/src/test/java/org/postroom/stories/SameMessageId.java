// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;

/** A mail program keeps the Message-ID of a mail that it sends again. */
final class SameMessageId extends MimeMessage {

    SameMessageId(MimeMessage mail) throws MessagingException {
        super(mail);
    }

    @Override
    protected void updateMessageID() {
        // it has one
    }
}
