// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;

/**
 * An answer that was filed and lies in the outbox.
 *
 * @param ticket its ticket, as it is now
 * @param message the answer as a message of it
 */
public record Answered(Ticket ticket, Message message) {}
