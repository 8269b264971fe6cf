// SPDX-License-Identifier: Apache-2.0
/**
 * Which ticket does this mail continue? {@link org.postroom.conversation.Filing} answers, and files it.
 *
 * <p>A mail that was filed before is recognised and changes nothing; one that a list rewrote is archived as a variant. Else
 * {@code Joining} looks, in this order, at the signed address that the mail was sent to, at identifiers of ours that it
 * names, at any identifier known in a ticket, and at the number in its subject, which counts only from a participant. A
 * mail that continues nothing opens a ticket. Two mails with the same subject and nothing else in common are two tickets.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Nothing is lost: every mail becomes a message of a ticket, whatever it is.
 *   <li>Once: one transaction a desk; the key of a mail is unique there, by a constraint of the database.
 *   <li>Robots join, but never reopen a ticket, change its agent, or become participants.
 *   <li>What somebody claims to be ({@code From}) gives no right that a stranger has not.
 * </ul>
 *
 * <p>Called by the mailets that file mail, and by {@code ./postroom retry} through them. RFC 5322 section 3.6.4 (identifiers),
 * RFC 3464 (reports).
 */
@NullMarked
package org.postroom.conversation;

import org.jspecify.annotations.NullMarked;
