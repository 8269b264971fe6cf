// SPDX-License-Identifier: Apache-2.0
/**
 * The steps of one mail's way through the help desk, as mailets that an admin names in {@code mailetcontainer.xml}.
 *
 * <p>A mailet is a shell: it translates what James hands it into the words of the domain, makes one call there, and
 * writes the outcome into typed attributes of the mail. It decides nothing itself.
 *
 * <p>Invariants: the queued message is never modified; fields are set in {@code init()} and never after, since many
 * threads call a mailet at once; every unknown parameter is refused when the server starts; whatever a step throws
 * reaches James as a {@code MessagingException}, so that {@code onMailetException} can keep the mail.
 *
 * <p>Called by: James' mailet container, once for each mail that the matcher in front of it lets through.
 */
@NullMarked
package org.postroom.mailet;

import org.jspecify.annotations.NullMarked;
