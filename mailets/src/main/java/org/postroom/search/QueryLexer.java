// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.postroom.search.QueryToken.Type;

/**
 * Cuts a query into tokens. Typographic quotes, full-width punctuation and long dashes are read as the plain characters
 * that they stand for, each for one, so that positions are those of the query as it was written.
 */
final class QueryLexer {

    private static final String PLAIN_FOR_QUOTES = "“”„‟«»「」『』＂〝〞";
    private static final String SEPARATORS = ",;!?，、；！？。…";
    private static final String EDGES = "[]{}<>'`.:/&+#=|~^\\-";

    private final String query;
    private final Set<String> fields;
    private final List<QueryToken> tokens = new ArrayList<>();
    private int at;

    private QueryLexer(String query, Set<String> fields) {
        this.query = query;
        this.fields = fields;
    }

    static List<QueryToken> cut(String query, Set<String> fields) throws BadQueryException {
        QueryLexer lexer = new QueryLexer(plain(query), fields);
        lexer.run();
        return List.copyOf(lexer.tokens);
    }

    private static String plain(String query) {
        String composed = Normalizer.isNormalized(query, Normalizer.Form.NFC)
                ? query
                : Normalizer.normalize(query, Normalizer.Form.NFC);
        StringBuilder plain = new StringBuilder(composed.length());
        for (int i = 0; i < composed.length(); i++) {
            plain.append(plain(composed.charAt(i)));
        }
        return plain.toString();
    }

    private static char plain(char c) {
        if (PLAIN_FOR_QUOTES.indexOf(c) >= 0) {
            return '"';
        }
        if (SEPARATORS.indexOf(c) >= 0 || Character.isISOControl(c) || Character.isWhitespace(c) || c == '\u00a0') {
            return ' ';
        }
        if (c == '‘' || c == '’') {
            return '\'';
        }
        if (c == '–' || c == '—' || c == '−') {
            return '-';
        }
        boolean fullWidth = c >= '\uff01' && c <= '\uff5e';
        return c == '\u3000' ? ' ' : fullWidth ? (char) (c - 0xfee0) : c;
    }

    private void run() throws BadQueryException {
        while (true) {
            while (at < query.length() && query.charAt(at) == ' ') {
                at++;
            }
            if (at >= query.length()) {
                tokens.add(new QueryToken(Type.END, "", query.length()));
                return;
            }
            one();
        }
    }

    private void one() throws BadQueryException {
        char c = query.charAt(at);
        switch (c) {
            case '(' -> tokens.add(new QueryToken(Type.OPEN, "(", at++));
            case ')' -> tokens.add(new QueryToken(Type.CLOSE, ")", at++));
            case '"' -> phrase();
            case '-' -> minus();
            default -> word();
        }
    }

    private void minus() throws BadQueryException {
        boolean beforeTerm = at + 1 < query.length()
                && (Character.isLetterOrDigit(query.charAt(at + 1)) || "\"([".indexOf(query.charAt(at + 1)) >= 0);
        if (beforeTerm) {
            tokens.add(new QueryToken(Type.NOT, "-", at++));
        } else {
            word();
        }
    }

    private void phrase() throws BadQueryException {
        int begin = at;
        int end = query.indexOf('"', begin + 1);
        if (end < 0) {
            throw Complaint.at(
                    begin, "the phrase that begins here has no closing quotation mark", "\"double charge\" refund");
        }
        tokens.add(new QueryToken(Type.PHRASE, query.substring(begin + 1, end).strip(), begin));
        at = end + 1;
    }

    private void word() throws BadQueryException {
        int begin = at;
        while (at < query.length() && " \"()".indexOf(query.charAt(at)) < 0) {
            at++;
        }
        String word = query.substring(begin, at);
        int colon = word.indexOf(':');
        if (colon > 0 && isFieldName(word, begin, colon)) {
            tokens.add(new QueryToken(Type.FIELD, word.substring(0, colon).toLowerCase(Locale.ROOT), begin));
            at = begin + colon + 1;
            value();
            return;
        }
        switch (word) {
            case "AND", "&&" -> tokens.add(new QueryToken(Type.AND, word, begin));
            case "OR", "||" -> tokens.add(new QueryToken(Type.OR, word, begin));
            case "NOT" -> tokens.add(new QueryToken(Type.NOT, word, begin));
            default -> addWord(word, begin);
        }
    }

    private boolean isFieldName(String word, int begin, int colon) throws BadQueryException {
        String name = word.substring(0, colon).toLowerCase(Locale.ROOT);
        if (fields.contains(name)) {
            return true;
        }
        boolean looksLikeOne = name.chars().allMatch(c -> c >= 'a' && c <= 'z');
        boolean hasValue = colon + 1 < word.length() ? word.charAt(colon + 1) != '/' : endsInQuote();
        if (looksLikeOne && hasValue) {
            throw Complaint.at(
                    begin,
                    "there is no field \"" + name + "\"; the fields are " + String.join(", ", fields)
                            + "; put the words into quotation marks if you look for them as they are",
                    "subject:refund");
        }
        return false;
    }

    private boolean endsInQuote() {
        return at < query.length() && query.charAt(at) == '"';
    }

    /** The value of a field follows its colon directly. */
    private void value() throws BadQueryException {
        String name = tokens.get(tokens.size() - 1).text();
        if (at < query.length() && query.charAt(at) == '"') {
            phrase();
            return;
        }
        int begin = at;
        while (at < query.length() && " \"()".indexOf(query.charAt(at)) < 0) {
            at++;
        }
        if (begin == at) {
            throw Complaint.at(
                    begin,
                    "a value must follow \"" + name + ":\" directly, without a space",
                    name + ":" + example(name));
        }
        tokens.add(new QueryToken(Type.WORD, query.substring(begin, at), begin));
    }

    private static String example(String field) {
        return QueryValues.EXAMPLES.getOrDefault(field, "refund");
    }

    /** Punctuation at the edges is no part of a word, and punctuation alone is none. */
    private void addWord(String word, int begin) {
        int from = 0;
        int to = word.length();
        while (from < to && EDGES.indexOf(word.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && EDGES.indexOf(word.charAt(to - 1)) >= 0) {
            to--;
        }
        String bare = word.substring(from, to);
        if (bare.codePoints().anyMatch(QueryLexer::says) || bare.contains("*")) {
            tokens.add(new QueryToken(Type.WORD, bare, begin + from));
        }
    }

    private static boolean says(int c) {
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_SYMBOL;
    }
}
