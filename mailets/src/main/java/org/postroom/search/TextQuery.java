// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

import org.postroom.desk.Language;

/** A query that one text is held against, parsed once and asked for every mail. Thread-safe. */
public interface TextQuery {

    /**
     * Whether a mail says what the query asks for.
     *
     * @param subject its decoded subject; may be empty
     * @param text its text; may be empty
     * @param language the language whose word forms count as the same word; {@link Language#UNKNOWN} for none
     * @return true when subject and text, taken together, match
     */
    boolean matches(String subject, String text, Language language);
}
