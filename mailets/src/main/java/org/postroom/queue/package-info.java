// SPDX-License-Identifier: Apache-2.0
/**
 * The mail server's queues, in our database: what is accepted stays until it is done, with exactly the bytes received.
 *
 * <p>{@link org.postroom.queue.SqlMailQueueFactory} is bound as James' queue factory. SMTP and mailets put mails in; the
 * spooler and {@code RemoteDelivery} subscribe to {@link org.postroom.queue.SqlMailQueue#deQueue()}; WebAdmin browses.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>When {@code enQueue} returns, envelope, attributes and bytes are committed. A mail leaves its queue only by
 *       {@code done(SUCCESS)} or by an admin's command: what is given back, rejected or unreadable is tried again, with
 *       growing pauses, without end.
 *   <li>Bytes are never encoded anew while nobody modifies the message (RFC 5322 headers with raw 8-bit text included); a
 *       modified header changes its own lines only.
 *   <li>Order is by due time, then by arrival; delayed mails hide nothing, for they are behind in the index.
 *   <li>Only as many mails are claimed as the subscriber has asked for. A process that dies leaves claims, which its next
 *       start, or another node after the lease, frees: delivery is at least once.
 *   <li>An idle queue sleeps until something is enqueued here or due; on PostgreSQL it also looks once a second for
 *       mails of other nodes.
 * </ul>
 */
@NullMarked
package org.postroom.queue;

import org.jspecify.annotations.NullMarked;
