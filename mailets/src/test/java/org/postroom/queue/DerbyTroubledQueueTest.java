// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import org.postroom.store.sql.Database;
import org.postroom.store.sql.TestDatabases;

class DerbyTroubledQueueTest extends TroubledQueueContract {

    @Override
    Database open() {
        return TestDatabases.derbyInMemory();
    }

    @Override
    void rename(Database database, String from, String to) {
        database.useTransaction(handle -> handle.execute("RENAME TABLE " + from + " TO " + to));
    }
}
