// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

/** An agent's mailbox is full, missing, or cannot be used for now. The copy is made later; nothing else waits for it. */
public final class MailboxUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Says why.
     *
     * @param message why, in words for a lead, such as {@code the mailbox of ann@acme.test is full}
     * @param cause what the mail server said
     */
    public MailboxUnavailableException(String message, Throwable cause) {
        super(message, cause);
        this.reason = message;
    }

    /**
     * Why.
     *
     * @return in words for a lead
     */
    public String reason() {
        return reason;
    }
}
