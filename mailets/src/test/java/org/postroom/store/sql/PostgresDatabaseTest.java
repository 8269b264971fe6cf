// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class PostgresDatabaseTest extends DatabaseContract {

    @Override
    Database open() {
        return TestDatabases.postgres();
    }
}
