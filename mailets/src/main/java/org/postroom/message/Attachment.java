// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

/**
 * What is known of an attached part; its content stays in the archive.
 *
 * @param name the file name, decoded, without any path; empty when the sender gave none
 * @param type the media type in lower case, such as {@code application/pdf}
 * @param size the decoded size in bytes
 */
public record Attachment(String name, String type, long size) {}
