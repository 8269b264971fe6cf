// SPDX-License-Identifier: Apache-2.0
/**
 * What a mail is, what it is written in, and how much it hurries.
 *
 * <p>{@link org.postroom.classify.Classifier} asks, in this order: {@link org.postroom.classify.KindOfMail} (person, robot,
 * delivery failure, bulk), {@link org.postroom.classify.Languages} and {@link org.postroom.classify.Urgency}. What an
 * admin's rules say about category, priority and tags comes later and wins.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Everything here is a pure function of the mail and its envelope: the same mail is classified alike at any time, on
 *       any thread.
 *   <li>Any bytes give an answer, in time bounded by their number; nothing here throws because of what a mail says.
 *   <li>Doubt is decided for the person: a mail is a robot's only for a reason that can be named, since a robot is never
 *       answered. A failure quoted or forwarded by a person is that person's mail.
 *   <li>Kind comes before everything: a robot's mail has normal priority, whatever it shouts.
 * </ul>
 *
 * <p>Follows RFC 3834 (automatic answers), RFC 3464 and 3463 (delivery status), RFC 8098 (receipts), RFC 5965 (abuse
 * reports), RFC 2369 and 2919 (lists), RFC 2156 (Importance, Priority). Called by the mailets {@code ClassifyMail},
 * {@code RecordDeliveryFailure} and {@code SendAcknowledgement}.
 */
@NullMarked
package org.postroom.classify;

import org.jspecify.annotations.NullMarked;
