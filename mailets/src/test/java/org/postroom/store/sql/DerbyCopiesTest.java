// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

class DerbyCopiesTest extends CopiesContract {

    @Override
    Database open() {
        return TestDatabases.derbyInMemory();
    }
}
