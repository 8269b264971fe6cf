// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.postroom.store.sql.Database;

/** Tests of queues that run on each kind of database: one for all tests of a class, emptied before each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueueContract {

    private QueueFixture fixture;

    abstract Database open();

    final QueueFixture fixture() {
        return fixture;
    }

    @BeforeAll
    void openDatabase() {
        fixture = new QueueFixture(open());
    }

    @AfterAll
    void closeDatabase() {
        fixture.close();
    }

    @BeforeEach
    void emptyDatabase() {
        fixture.empty();
    }
}
