// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class DerbyOutboxTest extends OutboxContract {

    @Override
    Database open() {
        return TestDatabases.derbyInMemory();
    }
}
