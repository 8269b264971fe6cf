// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

/** Reads a mail. Any bytes at all give a mail: what cannot be read is left out and named among its problems. */
public interface MailParser {

    /**
     * Reads a mail.
     *
     * @param source the bytes of the mail (RFC 5322), however broken
     * @return what it says; never fails, also not on deep nesting, unknown charsets or no mail at all
     */
    IncomingMail parse(byte[] source);
}
