// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.List;

/** Looks into all parts of a mail, attached ones and attached mails included. */
public interface InnerTexts {

    /**
     * Everything in a mail that can be read as text, wherever it stands.
     *
     * @param source the mail
     * @return the texts, HTML as text; bounded in number and length, so that no mail can take the heap
     */
    List<String> texts(byte[] source);

    /**
     * The mails that are attached to a mail, not those within them.
     *
     * @param source the mail
     * @return their bytes, in their order
     */
    List<byte[]> mails(byte[] source);
}
