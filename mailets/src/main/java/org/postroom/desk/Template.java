// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

/**
 * The wording of a mail that is sent by itself, in one language, with places (Mustache tags) for what differs.
 *
 * @param subject the subject, one line
 * @param text the text part
 * @param html the HTML part; what is filled in is escaped
 */
public record Template(String subject, String text, String html) {}
