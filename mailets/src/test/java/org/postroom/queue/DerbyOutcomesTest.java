// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import org.postroom.store.sql.Database;
import org.postroom.store.sql.TestDatabases;

class DerbyOutcomesTest extends OutcomesContract {

    @Override
    Database open() {
        return TestDatabases.derbyInMemory();
    }
}
