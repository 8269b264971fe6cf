// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Instant;

/**
 * A mail that waits in a queue, or is claimed.
 *
 * @param id its key; later mails have greater ones
 * @param dueAt not before then
 * @param attempts how often it was given back
 * @param size bytes of its message
 * @param apart whether these bytes lie in a row of their own
 * @param envelope everything but the message, as it was given
 */
public record QueuedMail(long id, Instant dueAt, int attempts, long size, boolean apart, String envelope) {}
