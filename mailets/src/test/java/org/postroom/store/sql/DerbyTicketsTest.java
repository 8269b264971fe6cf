// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class DerbyTicketsTest extends TicketsContract {

    @Override
    Database open() {
        return TestDatabases.derbyInMemory();
    }
}
