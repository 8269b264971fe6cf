// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class PostgresOutboxTest extends OutboxContract {

    @Override
    Database open() {
        return TestDatabases.postgres();
    }
}
