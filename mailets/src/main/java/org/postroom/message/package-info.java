// SPDX-License-Identifier: Apache-2.0
/**
 * One mail as Postroom sees it.
 *
 * <p>Pure functions and values beside the RFCs that they follow: RFC 5322 (format), RFC 2045 to 2047 and 2231 (MIME),
 * RFC 3834 (automatic answers), RFC 5256 (base subject). Nothing here knows tickets, Apache James or a database.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The bytes received are never changed. What is sent or copied is made by splicing header lines into them
 *       ({@code HeaderSplice}); a body stays byte-identical.
 *   <li>Everything here takes hostile input: any bytes give an {@link org.postroom.message.IncomingMail}, in time and
 *       memory bounded by their number.
 *   <li>Stripping quotes serves summaries and index weights only, and falls back to the full text.
 * </ul>
 *
 * <p>Used by every feature package; imports none of them.
 */
@NullMarked
package org.postroom.message;

import org.jspecify.annotations.NullMarked;
