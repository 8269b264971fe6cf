// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class PostgresArchiveTest extends ArchiveContract {

    @Override
    Database open() {
        return TestDatabases.postgres();
    }
}
