// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class PostgresHeldMailsTest extends HeldMailsContract {

    @Override
    Database open() {
        return TestDatabases.postgres();
    }
}
