// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

/** An agent's mail that must not be sent to a customer. Says why, for the agent's lead; the mail is kept. */
public final class RefusedAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param message why, and what to do instead
     */
    public RefusedAnswerException(String message) {
        super(message);
    }
}
