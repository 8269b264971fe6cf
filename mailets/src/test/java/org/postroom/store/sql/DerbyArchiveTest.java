// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class DerbyArchiveTest extends ArchiveContract {

    @Override
    Database open() {
        return TestDatabases.derbyInMemory();
    }
}
