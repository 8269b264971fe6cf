// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;

/**
 * A written event; never changed.
 *
 * @param sequence its place among all events, growing
 * @param recordedAt when it was written
 * @param event what happened
 */
public record Event(long sequence, Instant recordedAt, NewEvent event) {}
