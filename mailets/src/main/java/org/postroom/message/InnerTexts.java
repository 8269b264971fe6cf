// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.List;

/** Looks into all parts of a mail, attached ones and attached mails included. */
public interface InnerTexts {

    /**
     * What was found in a mail.
     *
     * @param texts the texts, HTML as text
     * @param whole whether these are all: false when the mail has more of them, or is nested deeper, than is read, or is broken
     */
    record Found(List<String> texts, boolean whole) {

        /** Takes a copy. */
        public Found {
            texts = List.copyOf(texts);
        }
    }

    /**
     * Everything in a mail that can be read as text, wherever it stands.
     *
     * @param source the mail
     * @return the texts; bounded in number and length, so that no mail can take the heap
     */
    Found look(byte[] source);

    /**
     * The texts of {@link #look}.
     *
     * @param source the mail
     * @return the texts, whether or not they are all
     */
    default List<String> texts(byte[] source) {
        return look(source).texts();
    }

    /**
     * The mails that are attached to a mail, not those within them.
     *
     * @param source the mail
     * @return their bytes, in their order
     */
    List<byte[]> mails(byte[] source);
}
