// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

/** The server could not start; the message tells the admin why. Nothing of it is running any more. */
public final class ServerNotStarted extends Exception {

    private static final long serialVersionUID = 1L;

    ServerNotStarted(String message, Throwable cause) {
        super(message, cause);
    }

    ServerNotStarted(String message) {
        super(message);
    }

    /**
     * Names the innermost reason, which is where the admin has to look.
     *
     * @param cause what was thrown
     * @return the exception to throw
     */
    static ServerNotStarted because(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return new ServerNotStarted(
                message == null || message.isBlank() ? root.getClass().getSimpleName() : message, cause);
    }
}
