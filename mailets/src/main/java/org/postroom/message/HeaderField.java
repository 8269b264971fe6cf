// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

/**
 * One header field (RFC 5322 section 2.2).
 *
 * @param name the field's name, as written
 * @param body the unfolded body, encoded words (RFC 2047) still encoded; bytes above 127 decoded as UTF-8 where they are,
 *     else in the charset of the mail's text, else as their letters suggest
 */
public record HeaderField(String name, String body) {}
