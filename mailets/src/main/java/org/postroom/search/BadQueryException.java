// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

/** A query that cannot be understood. The message says where, what, and what is allowed. */
public final class BadQueryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;

    /**
     * Says what is wrong.
     *
     * @param message what is wrong, what is allowed, and an example
     * @param position where in the query, from 0
     */
    public BadQueryException(String message, int position) {
        super(message);
        this.position = position;
    }

    /**
     * Where the trouble is.
     *
     * @return the position in the query, from 0
     */
    public int position() {
        return position;
    }
}
