// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.util.Set;
import org.postroom.desk.Language;
import org.postroom.message.TextProperties;
import org.postroom.search.BadQueryException;
import org.postroom.search.QueryParser;

/** What holds for queries, whatever somebody types. */
public final class QueryProperties {

    private static final LuceneTextQueries QUERIES =
            new LuceneTextQueries(Set.of(new Language("en"), new Language("de"), new Language("ru")), new CutTexts());

    private QueryProperties() {}

    /** A query is one, or is refused with a reason. */
    public static void query(byte[] input) {
        String text = TextProperties.text(input);
        try {
            QueryParser.parse(text);
        } catch (BadQueryException e) {
            hasReason(e);
        }
        try {
            QUERIES.parse(text).matches("A printer", "The printer is on fire.", new Language("en"));
        } catch (BadQueryException e) {
            hasReason(e);
        }
    }

    private static void hasReason(BadQueryException e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
            throw new AssertionError("refused without a reason", e);
        }
    }
}
