// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

/** A command that cannot be carried out, with what to say and the exit status. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    CommandException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
