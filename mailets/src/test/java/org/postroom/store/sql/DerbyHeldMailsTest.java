// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class DerbyHeldMailsTest extends HeldMailsContract {

    @Override
    Database open() {
        return TestDatabases.derbyInMemory();
    }
}
