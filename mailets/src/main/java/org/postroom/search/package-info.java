// SPDX-License-Identifier: Apache-2.0
/**
 * Ticket search: the query language and the port to the index.
 *
 * <p>The query language is words, {@code "phrases"}, {@code AND OR NOT}, parentheses and fields such as {@code status:open},
 * {@code from:x}, {@code before:2026-12-01}, {@code has:attachment}. It is parsed here into a small tree that knows no search
 * engine; {@code store.lucene} turns the tree into its own queries.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Every search takes the viewer, and finds only what the viewer may see: desks by role, messages by audience.
 *   <li>A bad query gets an error that says where and what is allowed; it never finds everything or nothing instead.
 *   <li>The index is a projection: it can be made again from the archive at any time.
 * </ul>
 *
 * <p>Implemented by {@code store.lucene}; called by the mailet {@code IndexMessage} and by the admin's commands.
 */
@NullMarked
package org.postroom.search;

import org.jspecify.annotations.NullMarked;
