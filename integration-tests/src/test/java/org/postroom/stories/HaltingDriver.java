// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * Stands in front of Derby's driver, counts the commits that write anything, and ends the process before the one that it
 * was armed for: all databases of the process, ours and James'. Between two commits lies a step, so this reaches all.
 */
final class HaltingDriver implements Driver {

    private static final int KILLED = 137;

    private final Driver derby;
    private final AtomicInteger commits = new AtomicInteger();
    private volatile int haltAt = Integer.MAX_VALUE;

    private HaltingDriver(Driver derby) {
        this.derby = derby;
    }

    static HaltingDriver install() throws SQLException {
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.acceptsURL("jdbc:derby:")) {
                DriverManager.deregisterDriver(driver);
                HaltingDriver halting = new HaltingDriver(driver);
                DriverManager.registerDriver(halting);
                return halting;
            }
        }
        throw new SQLException("there is no Derby on the class path");
    }

    /** Counts from 0, and ends the process right before this commit is made. */
    void arm(int commit) {
        commits.set(0);
        haltAt = commit;
    }

    int commits() {
        return commits.get();
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        Connection connection = derby.connect(url, info);
        return connection == null ? null : halting(connection);
    }

    private Connection halting(Connection connection) {
        AtomicBoolean writes = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                HaltingDriver.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && isWrite((String) arguments[0])) {
                        writes.set(true);
                    }
                    if (method.getName().equals("commit") && writes.getAndSet(false)) {
                        if (commits.incrementAndGet() == haltAt) {
                            Runtime.getRuntime().halt(KILLED);
                        }
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean isWrite(String sql) {
        return sql.startsWith("INSERT") || sql.startsWith("UPDATE") || sql.startsWith("DELETE");
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return derby.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return derby.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return derby.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return derby.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return derby.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
