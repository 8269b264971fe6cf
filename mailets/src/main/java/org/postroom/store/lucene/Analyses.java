// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.postroom.desk.Language;

/**
 * How texts are cut into words. The part of a field's name behind its full stop says how: {@link #EXACT}, {@link #CODES},
 * or the tag of a language. Analyzers are made when a text first needs them.
 */
final class Analyses extends DelegatingAnalyzerWrapper {

    /** Words as written. */
    static final String EXACT = "exact";

    /** What is one although it has punctuation inside. */
    static final String CODES = "codes";

    private final List<String> usual;
    private final ConcurrentMap<String, Analyzer> analyzers = new ConcurrentHashMap<>();

    /**
     * Chooses the languages of texts whose language is not known.
     *
     * @param usual the languages that the desks' customers write in
     */
    Analyses(Collection<Language> usual) {
        super(PER_FIELD_REUSE_STRATEGY);
        this.usual = usual.stream()
                .map(Language::tag)
                .filter(LanguageAnalyzer::supports)
                .distinct()
                .toList();
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
        return analyzers.computeIfAbsent(howOf(field), Analyses::make);
    }

    /** How the text of a field is cut. */
    static String howOf(String field) {
        return field.substring(field.lastIndexOf('.') + 1);
    }

    private static Analyzer make(String how) {
        return switch (how) {
            case EXACT -> new ExactAnalyzer();
            case CODES -> new CodeAnalyzer();
            default -> new LanguageAnalyzer(how);
        };
    }

    /**
     * The languages that a text is analysed in: the one it is said to be in, if its words are written so, and for words in
     * other scripts the usual languages that are written in them.
     */
    Set<String> languagesOf(String text, Language language) {
        Set<UnicodeScript> scripts = Scripts.of(text);
        Set<String> chosen = new TreeSet<>();
        if (LanguageAnalyzer.supports(language.tag()) && fits(language.tag(), scripts)) {
            chosen.add(language.tag());
            scripts.removeAll(Scripts.ofLanguage(language.tag()));
        }
        boolean kana = scripts.contains(UnicodeScript.HIRAGANA) || scripts.contains(UnicodeScript.KATAKANA);
        for (String tag : usual) {
            boolean chineseCharactersOnly = tag.equals("ko") && !scripts.contains(UnicodeScript.HANGUL);
            boolean japanese = tag.equals("zh") && kana;
            if (fits(tag, scripts) && !chineseCharactersOnly && !japanese) {
                chosen.add(tag);
            }
        }
        return chosen;
    }

    private static boolean fits(String tag, Set<UnicodeScript> scripts) {
        return Scripts.ofLanguage(tag).stream().anyMatch(scripts::contains);
    }
}
