// SPDX-License-Identifier: Apache-2.0
/**
 * Mailboxes that take every mail, whatever its header says.
 *
 * <p>James' JPA mailbox stores what a mail's MIME fields say (type, parameters, description...) beside the mail, in columns
 * of fixed length, and fails to commit when one of them is longer, as a boundary of 2,000 characters is. {@link
 * org.postroom.wiring.mailbox.FittedMessageMapper} shortens what is stored beside the mail. It also
 * deletes by key, where James reads the table of all mailboxes and fails while another one is written to.
 *
 * <p>Invariants: the mail itself, header and body, is stored byte for byte; what fits is stored as James would.
 *
 * <p>Called by: James, for each mail that is appended; put together by {@code org.postroom.wiring}.
 */
@NullMarked
package org.postroom.wiring.mailbox;

import org.jspecify.annotations.NullMarked;
