// SPDX-License-Identifier: Apache-2.0
/**
 * The ports of {@code ticket} and {@code copy}, kept in one SQL database: embedded Apache Derby, or PostgreSQL.
 *
 * <p>{@link org.postroom.store.sql.Database} opens the pool, runs the migrations below
 * {@code org/postroom/store/sql/migration} and runs transactions; the {@code Sql...} classes hold the statements, one
 * class for each kind of rows. What the two databases say differently stands in {@link org.postroom.store.sql.Dialect}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Transactions are short, READ COMMITTED, and do nothing but SQL; deadlocks and lock time-outs are run again.
 *   <li>Every statement of the filing path reaches its rows by an index: on Derby readers wait for writers, and a scan
 *       would wait for all of them.
 *   <li>Times are UTC, cut to microseconds. Text has no NUL and no half of a surrogate pair, and is cut to its column.
 *   <li>What may be long and must be unique or found (Message-IDs) is indexed by its SHA-256; the full value is compared.
 *   <li>Everything about a person is reached from {@code addresses.person}: authors, participants, requesters, actors and
 *       recipients are keys of addresses; personal text of events lies in {@code event_texts}.
 * </ul>
 *
 * <p>SQL appears in this package and, through {@link org.postroom.store.sql.Database}, in {@code queue}.
 */
@NullMarked
package org.postroom.store.sql;

import org.jspecify.annotations.NullMarked;
