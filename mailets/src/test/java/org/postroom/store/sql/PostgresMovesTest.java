// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class PostgresMovesTest extends MovesContract {

    @Override
    Database open() {
        return TestDatabases.postgres();
    }
}
