// SPDX-License-Identifier: Apache-2.0
/**
 * Translators between Apache James' types and ours.
 *
 * <p>What James calls {@code MailAddress}, {@code Mail} and {@code MailboxManager} stops here; the domain sees its own values.
 * {@link org.postroom.james.ReceivedMail} gives the exact bytes of a mail in the pipeline,
 * {@link org.postroom.james.PostroomAttributes} is the one owner of the attributes by which our steps talk to each other,
 * {@code Mime4jMailParser} reads mails, {@code JamesMailboxes} makes copies in agents' mailboxes.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The message of a mail in the queue is never modified: James would write it anew, with other bytes.
 *   <li>A matcher returns elements of the mail's own recipients only.
 *   <li>Nothing here decides anything about tickets.
 * </ul>
 *
 * <p>Called by {@code mailet}, {@code matcher}, {@code queue} and {@code wiring}.
 */
@NullMarked
package org.postroom.james;

import org.jspecify.annotations.NullMarked;
