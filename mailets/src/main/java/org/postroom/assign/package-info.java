// SPDX-License-Identifier: Apache-2.0
/**
 * Who answers a ticket.
 *
 * <p>{@link org.postroom.assign.Routing} chooses among the agents of a team; {@link org.postroom.assign.RouteMessage} does so for
 * one message, and says which copies shall exist; {@link org.postroom.assign.DueTimers} tells everybody on duty of what nobody
 * took in time.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Choosing, the ticket's agent, its wanted copies and the mark that the message is routed are one transaction: a
 *       process that dies anywhere has routed a message or not, and routing it again changes nothing.
 *   <li>An agent keeps a ticket until somebody says otherwise; no message takes it away.
 *   <li>Nobody gets more new and open tickets than their capacity, but for those of messages routed at the same moment.
 *   <li>What nobody has lies in the queue of every agent of the team.
 * </ul>
 *
 * <p>Called by the mailet {@code RouteToAgent} and by a timer of the server.
 */
@NullMarked
package org.postroom.assign;

import org.jspecify.annotations.NullMarked;
