// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.postroom.desk.Language;
import org.postroom.search.BadQueryException;
import org.postroom.search.QueryParser;
import org.postroom.search.SearchQuery;
import org.postroom.search.TextQueries;
import org.postroom.search.TextQuery;

/**
 * Holds queries against one mail at a time. The mail is cut into words once, for all queries that are asked one after the
 * other, as matchers do; that is forgotten after seconds. Thread-safe.
 */
public final class LuceneTextQueries implements TextQueries {

    private static final int LONGEST_SUBJECT = 4_000;
    private static final int LONGEST_TEXT = 50_000;
    private static final int REMEMBERED_MAILS = 16;
    private static final Duration REMEMBERED_FOR = Duration.ofSeconds(5);

    private final Analyses analyses;
    private final CutTexts texts;
    private final Cache<Mail, Words> mails = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAILS)
            .expireAfterAccess(REMEMBERED_FOR)
            .build();

    /**
     * Chooses the languages of mails whose language is not known.
     *
     * @param languages the languages that the desks' customers write in
     * @param texts remembers what was cut, for the index
     */
    public LuceneTextQueries(Collection<Language> languages, CutTexts texts) {
        this.analyses = new Analyses(languages);
        this.texts = texts;
    }

    @Override
    public TextQuery parse(String query) throws BadQueryException {
        return new Prepared(QueryParser.parseRule(query));
    }

    private record Mail(String subject, String text, Language language) {}

    /** A mail in words. */
    private record Words(Set<String> languages, IndexSearcher searcher) {}

    private Words words(Mail mail) {
        Set<String> languages = new TreeSet<>();
        MemoryIndex index = new MemoryIndex();
        add(index, FieldWeight.SUBJECT, mail.subject(), mail.language(), languages);
        add(index, FieldWeight.TEXT, mail.text(), mail.language(), languages);
        index.freeze();
        return new Words(Set.copyOf(languages), index.createSearcher());
    }

    private void add(MemoryIndex index, String part, String text, Language language, Set<String> languages) {
        if (text.isBlank()) {
            return;
        }
        add(index, part + "." + Analyses.EXACT, text);
        add(index, part + "." + Analyses.CODES, text);
        for (String tag : analyses.languagesOf(text, language)) {
            add(index, part + "." + tag, text);
            languages.add(tag);
        }
    }

    private void add(MemoryIndex index, String field, String text) {
        index.addField(field, texts.cut(analyses, field, text));
    }

    /** A query, made ready for each set of languages once. */
    private final class Prepared implements TextQuery {
        private final SearchQuery tree;
        private final ConcurrentMap<Set<String>, Query> queries = new ConcurrentHashMap<>();

        Prepared(SearchQuery tree) {
            this.tree = tree;
        }

        @Override
        public boolean matches(String subject, String text, Language language) {
            Mail mail = new Mail(Scripts.clean(subject, LONGEST_SUBJECT), Scripts.clean(text, LONGEST_TEXT), language);
            Words words = mails.get(mail, LuceneTextQueries.this::words);
            Query query = queries.computeIfAbsent(words.languages(), this::query);
            try {
                return words.searcher().count(query) > 0;
            } catch (IOException e) {
                throw new UncheckedIOException("reading from memory", e);
            }
        }

        private Query query(Set<String> languages) {
            WordQueries words = new WordQueries(analyses, languages, FieldWeight::ofMail);
            return new TreeQueries(words, leaf -> {
                        throw new IllegalArgumentException("not in a rule: " + leaf);
                    })
                    .of(tree);
        }
    }
}
