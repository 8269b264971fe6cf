// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Optional;
import org.postroom.desk.DeskId;
import org.postroom.message.EmailAddress;

/**
 * Which tickets to list.
 *
 * @param desk of this desk only; empty for any
 * @param status with this status only; empty for any
 * @param agent of this agent only; empty for any
 * @param limit how many at the most, positive
 */
public record TicketFilter(Optional<DeskId> desk, Optional<Status> status, Optional<EmailAddress> agent, int limit) {}
