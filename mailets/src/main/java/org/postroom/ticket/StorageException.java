// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

/** The database cannot do it for now: the mail is kept, and tried again. */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param message what was to be done
     * @param cause what the database said
     */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
