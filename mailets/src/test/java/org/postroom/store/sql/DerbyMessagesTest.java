// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class DerbyMessagesTest extends MessagesContract {

    @Override
    Database open() {
        return TestDatabases.derbyInMemory();
    }
}
