// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

/**
 * Where tickets, archive and queue are kept.
 *
 * @param url {@value #EMBEDDED}, or a JDBC URL of PostgreSQL or Derby
 * @param user the account; empty for none
 * @param password its password; empty for none
 */
public record DatabaseSettings(String url, String user, String password) {

    /** The URL that stands for Derby within the server's own process, below {@code var/}. */
    public static final String EMBEDDED = "embedded";

    /**
     * Whether the database is the one within the server's own process.
     *
     * @return true for {@value #EMBEDDED}
     */
    public boolean isEmbedded() {
        return url.equals(EMBEDDED);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[url=" + url + ", user=" + user + ", password=(hidden)]";
    }
}
