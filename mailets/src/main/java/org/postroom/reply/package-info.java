// SPDX-License-Identifier: Apache-2.0
/**
 * What customers get from Postroom: acknowledgements of new tickets and agents' answers, as final bytes for the outbox.
 *
 * <p>Everything here is decided and composed inside the transaction that changes the ticket; it is sent after the
 * transaction commits, always with the same bytes and Message-ID. Nothing here sends.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Robots are never answered (RFC 3834): {@link org.postroom.reply.AcknowledgementPolicy} says to whom nothing is sent,
 *       and why.
 *   <li>What a stranger wrote is echoed in bounded length, in one line, escaped, and without links: an acknowledgement
 *       cannot be used to send somebody else's advertisement.
 *   <li>What is composed is safe in 7 bits with short lines (RFC 2045, RFC 5322), so that no server on the way encodes it
 *       again.
 *   <li>Mail of ours says so: {@code Auto-Submitted} where no person wrote it, and {@code X-Postroom-Loop} with the
 *       installation's id.
 * </ul>
 *
 * <p>Called by the mailets {@code SendAcknowledgement}, {@code ApplyCommands}, {@code RelayReply}, {@code FileNote} and
 * {@code AskPastDesk}.
 */
@NullMarked
package org.postroom.reply;

import org.jspecify.annotations.NullMarked;
