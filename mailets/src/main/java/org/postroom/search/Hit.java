// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

import org.postroom.ticket.TicketNumber;

/**
 * A ticket that was found.
 *
 * @param number its number
 * @param subject its subject
 * @param message the key of the message that fits best
 * @param snippet a piece of that message, each hit between {@code «} and {@code »}
 * @param score how well it fits; comparable within one result only
 */
public record Hit(TicketNumber number, String subject, long message, String snippet, float score) {}
