// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

/**
 * Where a server listens. In settings 0 means any free port; a running server tells the true ones.
 *
 * @param smtp mail from the world (RFC 5321)
 * @param submission mail from agents, STARTTLS (RFC 6409)
 * @param submissions mail from agents, TLS from the start (RFC 8314)
 * @param imap mailboxes, STARTTLS
 * @param imaps mailboxes, TLS from the start
 * @param webadmin web administration
 */
public record Ports(int smtp, int submission, int submissions, int imap, int imaps, int webadmin) {

    /** Added to the well-known ports, so that no root is needed. */
    public static final int DEFAULT_BASE = 10_000;

    /**
     * The well-known ports, moved up.
     *
     * @param base what is added to each; 0 for the well-known ports themselves
     * @return the ports
     */
    public static Ports above(int base) {
        if (base < 0 || base > 64_000) {
            throw new IllegalArgumentException("The port base is " + base + "; it must be 0 to 64000 (default 10000)");
        }
        return new Ports(base + 25, base + 587, base + 465, base + 143, base + 993, base + 80);
    }

    /**
     * Any free ports.
     *
     * @return the ports
     */
    public static Ports free() {
        return new Ports(0, 0, 0, 0, 0, 0);
    }
}
