// SPDX-License-Identifier: Apache-2.0
/**
 * The matchers that an admin names in {@code mailetcontainer.xml}: shells that translate, ask the domain one question, and
 * answer with recipients.
 *
 * <p>Each class' Javadoc is its manual: what it matches, its condition, a snippet to paste. Conditions are checked when the
 * server starts; a wrong one is refused then. A matcher that fails on a mail throws, and {@code onMatchException} says where
 * that mail goes; what would take James' thread with it (a stack overflow, say) is turned into such a failure.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>They return elements of the mail's own recipients: all of them, none, or (for addresses) a part.
 *   <li>They change nothing and are called by many threads at once; fields are set in {@code init()} and never after.
 * </ul>
 */
@NullMarked
package org.postroom.matcher;

import org.jspecify.annotations.NullMarked;
