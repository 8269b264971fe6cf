// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class DerbyMovesTest extends MovesContract {

    @Override
    Database open() {
        return TestDatabases.derbyInMemory();
    }
}
