// SPDX-License-Identifier: Apache-2.0
/**
 * Ticket search and rules on Lucene.
 *
 * <p>There is one document a message, found by its key, and one document a ticket, which holds what belongs to the ticket
 * as a whole (status, category, priority, tags, agent). A condition on a ticket is looked up among the tickets' documents
 * first and then holds for their messages; so a change of a ticket writes one small document, however many messages it
 * has. A message's desk and audience are values beside the message that every search of a viewer is filtered by.
 *
 * <p>A text is indexed as it is written ({@code text.exact}), as codes ({@code text.codes}: {@code INV-2291}), and with its
 * endings off in its languages ({@code text.ru}); a query looks into all of them at once and the best counts.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Everything that writes or opens files runs on threads of the index: an interrupt of a caller's thread inside Lucene
 *       would close its writer.
 *   <li>A ticket's older state never overwrites its newer one, in whatever order threads come.
 *   <li>What a viewer may not see changes neither hits nor snippets nor errors.
 *   <li>{@code ICUFoldingFilter} and the like are never used: they make и of й.
 * </ul>
 *
 * <p>Implements {@code search.TicketIndex} and {@code search.TextQueries}; made by {@code wiring}.
 */
@NullMarked
package org.postroom.store.lucene;

import org.jspecify.annotations.NullMarked;
