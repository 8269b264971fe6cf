// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class PostgresMessagesTest extends MessagesContract {

    @Override
    Database open() {
        return TestDatabases.postgres();
    }
}
