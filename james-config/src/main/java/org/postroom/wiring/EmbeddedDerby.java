// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all embedded Derby databases of this process share. Derby reads its properties once, when its driver loads;
 * each database is shut down by its own URL, never the engine, since others may be in use.
 */
public final class EmbeddedDerby {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDerby.class);
    private static final String SHUT_DOWN = "08006";

    private EmbeddedDerby() {}

    /**
     * Sets Derby's own properties where the admin did not; call before the first connection.
     *
     * @param log the directory for Derby's log file
     */
    public static void prepare(Path log) {
        setUnlessSet("derby.stream.error.file", log.resolve("derby.log").toString());
        setUnlessSet("derby.infolog.append", "true");
        setUnlessSet("derby.stream.error.logSeverityLevel", "40000");
        setUnlessSet("derby.locks.deadlockTimeout", "1");
        setUnlessSet("derby.locks.waitTimeout", "20");
        setUnlessSet("derby.locks.escalationThreshold", "20000");
        setUnlessSet("derby.language.statementCacheSize", "1000");
        setUnlessSet("derby.storage.pageCacheSize", "800");
    }

    /**
     * The URL of a database that is made if it is missing.
     *
     * @param directory where its files lie, absolute
     * @return a JDBC URL
     */
    public static String url(Path directory) {
        return "jdbc:derby:" + directory.toAbsolutePath() + ";create=true";
    }

    /**
     * Shuts one database down, so that the next start needs no recovery. Harmless if it is not running.
     *
     * @param directory where its files lie
     */
    public static void shutDown(Path directory) {
        try {
            DriverManager.getConnection("jdbc:derby:" + directory.toAbsolutePath() + ";shutdown=true")
                    .close();
        } catch (SQLException e) {
            // Derby reports success as an exception.
            if (!SHUT_DOWN.equals(e.getSQLState())) {
                LOG.debug("{} was not running: {}", directory, e.getMessage());
            }
        }
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
