// SPDX-License-Identifier: Apache-2.0
/**
 * Tickets, their numbers, messages and events, and the ports through which they are kept.
 *
 * <p>A ticket is one matter of one requester at one desk. Everything that changes one happens in
 * {@link org.postroom.ticket.Tickets#inTransaction}: rows, source, events, outbox and wanted copies are committed together or
 * not at all, so that a kill at any point leaves either the old state or the new one. What follows (sending, copying,
 * indexing) is done by workers that read what was committed, and may be done twice without harm.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The key of a mail at a desk is unique ({@link org.postroom.ticket.MailKey}); the database decides, no lock.
 *   <li>Events are append-only and are written in the transaction that changes the state.
 *   <li>Every query takes a {@link org.postroom.ticket.Viewer} and returns only what it may see.
 *   <li>Kind and {@link org.postroom.ticket.Audience} of a message are independent; only the audience says who sees it.
 * </ul>
 *
 * <p>Implemented by {@code store.sql}; used by every feature package.
 */
@NullMarked
package org.postroom.ticket;

import org.jspecify.annotations.NullMarked;
