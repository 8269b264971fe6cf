// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

/**
 * Those who carry out what transactions decided: the outbox is sent, copies are made. They look for themselves from time to
 * time; waking them saves the wait.
 */
@FunctionalInterface
public interface Followers {

    /** Says that a transaction was committed that may have given them work. Returns at once. */
    void wake();
}
