// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.nio.file.Path;

/**
 * Where the database is.
 *
 * @param url {@code jdbc:derby:/absolute/path;create=true}, {@code jdbc:derby:memory:name;create=true}, or
 *     {@code jdbc:postgresql://host:port/name}
 * @param user the account; empty for embedded Derby
 * @param password its password; empty for embedded Derby
 * @param connections how many connections are open at the most; at least as many as threads that work at once
 */
public record DatabaseSettings(String url, String user, String password, int connections) {

    /** Enough for eight spooler threads, the queue and the workers. */
    public static final int USUAL_CONNECTIONS = 20;

    /**
     * Checks URL and number.
     *
     * @throws IllegalArgumentException when the URL is for no database that we can use
     */
    public DatabaseSettings {
        if (!url.startsWith("jdbc:derby:") && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "\"" + url
                            + "\" is no database that can be used; expected one such as jdbc:postgresql://localhost:5432/postroom");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("at least one connection is needed, not " + connections);
        }
    }

    /**
     * Embedded Derby in a directory, which is made when it is missing.
     *
     * @param directory the database's own directory
     * @return the settings
     */
    public static DatabaseSettings derby(Path directory) {
        return new DatabaseSettings(
                "jdbc:derby:" + directory.toAbsolutePath().normalize() + ";create=true", "", "", USUAL_CONNECTIONS);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[url=" + url + ", user=" + user + ", connections=" + connections + "]";
    }
}
