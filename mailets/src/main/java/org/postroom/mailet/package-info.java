// SPDX-License-Identifier: Apache-2.0
/**
 * The mailets that an admin names in {@code mailetcontainer.xml}: shells that translate, make one domain call, and set
 * attributes.
 *
 * <p>Each class' Javadoc is its manual: what it does, every parameter with default, a snippet to paste, what happens on
 * failure. Unknown parameters are refused when the server starts. A step that fails throws, and {@code onMailetException}
 * says where the mail goes; what would take James' thread with it (a stack overflow, say) is turned into such a failure.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Every step may run twice, and may die half way: what it decides is committed in one transaction, and running again
 *       changes nothing.
 *   <li>The message in the queue is never modified; what is sent or copied is made from the bytes that were received.
 *   <li>They are called by many threads at once; fields are set in {@code init()} and never after.
 * </ul>
 */
@NullMarked
package org.postroom.mailet;

import org.jspecify.annotations.NullMarked;
