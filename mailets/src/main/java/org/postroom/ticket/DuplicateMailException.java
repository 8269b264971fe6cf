// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

/** A mail of this key was filed by somebody else between our look and our write; the transaction is to be run again. */
public final class DuplicateMailException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says which.
     *
     * @param key the key
     */
    public DuplicateMailException(MailKey key) {
        super("already filed: " + key);
    }
}
