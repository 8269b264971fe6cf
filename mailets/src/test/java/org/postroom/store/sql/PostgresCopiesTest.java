// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class PostgresCopiesTest extends CopiesContract {

    @Override
    Database open() {
        return TestDatabases.postgres();
    }
}
