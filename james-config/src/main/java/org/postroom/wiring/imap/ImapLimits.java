// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.imap;

/**
 * What an IMAP client may announce, in bytes.
 *
 * @param lineBeforeLogin the longest line before login
 * @param literalsBeforeLogin all literals of one command before login
 * @param line the longest line after login
 * @param literals all literals of one command after login
 */
public record ImapLimits(int lineBeforeLogin, long literalsBeforeLogin, int line, long literals) {}
