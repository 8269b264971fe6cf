// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class PostgresAbsencesTest extends AbsencesContract {

    @Override
    Database open() {
        return TestDatabases.postgres();
    }
}
