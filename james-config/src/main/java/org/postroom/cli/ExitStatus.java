// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

/** Exit statuses of {@code ./postroom}. */
public final class ExitStatus {

    /** Done. */
    public static final int OK = 0;

    /** It could not be done; the reason stands on standard error. */
    public static final int FAILED = 1;

    /** The command line is wrong (picocli's). */
    public static final int USAGE = 2;

    /** The configuration is wrong. */
    public static final int CONFIGURATION = 3;

    /** No server runs at that home. */
    public static final int NO_SERVER = 4;

    /** There is no such ticket or account. */
    public static final int NOT_FOUND = 5;

    private ExitStatus() {}
}
