// SPDX-License-Identifier: Apache-2.0
/**
 * Where the copies of a ticket belong, and making it so.
 *
 * <p>A copy is a message of a ticket in an agent's mailbox. {@code CopyRules} says which copies shall exist; the answer is
 * stored in the transaction that changes the ticket. {@code CopyWorker} compares what is wanted with what is there, and
 * appends, moves, flags or removes, one worker a mailbox at a time. Mailboxes are projections: everything in them can be
 * made again from archive and events.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Exactly once: before an append or a move the worker writes down the target's next UID; after a crash it looks only
 *       from there on, by the header that every copy carries.
 *   <li>A copy's body is byte-identical to the archive; the header fields that are added, replaced or dropped stand in one
 *       table ({@code CopyHeaders}).
 *   <li>A mailbox that is full or missing delays its own copies and nothing else.
 *   <li>{@code \Seen} is each agent's own.
 * </ul>
 */
@NullMarked
package org.postroom.copy;

import org.jspecify.annotations.NullMarked;
