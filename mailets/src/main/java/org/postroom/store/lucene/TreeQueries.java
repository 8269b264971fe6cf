// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.postroom.search.SearchQuery;

/** Turns the tree of a query into a Lucene query: combines here, and asks others for the leaves. */
final class TreeQueries {

    private final WordQueries words;
    private final Function<SearchQuery, Query> conditions;

    /**
     * Knows whom to ask.
     *
     * @param words for what a message says
     * @param conditions for all other leaves
     */
    TreeQueries(WordQueries words, Function<SearchQuery, Query> conditions) {
        this.words = words;
        this.conditions = conditions;
    }

    Query of(SearchQuery query) {
        if (query instanceof SearchQuery.And and) {
            return all(and.parts());
        }
        if (query instanceof SearchQuery.Or or) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            or.parts().forEach(part -> any.add(of(part), Occur.SHOULD));
            return any.build();
        }
        if (query instanceof SearchQuery.Not) {
            return all(List.of(query));
        }
        return query instanceof SearchQuery.Says says ? words.of(says) : conditions.apply(query);
    }

    private Query all(List<SearchQuery> parts) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean something = false;
        for (SearchQuery part : parts) {
            if (part instanceof SearchQuery.Not not) {
                all.add(of(not.part()), Occur.MUST_NOT);
            } else {
                all.add(of(part), Occur.MUST);
                something = true;
            }
        }
        if (!something) {
            all.add(new MatchAllDocsQuery(), Occur.MUST);
        }
        return all.build();
    }

    /** The leaves that must or may hold, not those that must not: what a snippet shows. */
    static List<SearchQuery> wanted(SearchQuery query) {
        List<SearchQuery> wanted = new ArrayList<>();
        collect(query, wanted);
        return wanted;
    }

    private static void collect(SearchQuery query, List<SearchQuery> wanted) {
        if (query instanceof SearchQuery.And and) {
            and.parts().forEach(part -> collect(part, wanted));
        } else if (query instanceof SearchQuery.Or or) {
            or.parts().forEach(part -> collect(part, wanted));
        } else if (!(query instanceof SearchQuery.Not)) {
            wanted.add(query);
        }
    }

    /** Whether a query asks for words and numbers only, and excludes nothing. */
    static boolean isWordsOnly(SearchQuery query) {
        if (query instanceof SearchQuery.And and) {
            return and.parts().stream().allMatch(TreeQueries::isWordsOnly);
        }
        if (query instanceof SearchQuery.Or or) {
            return or.parts().stream().allMatch(TreeQueries::isWordsOnly);
        }
        return query instanceof SearchQuery.Says || query instanceof SearchQuery.Mentions;
    }
}
