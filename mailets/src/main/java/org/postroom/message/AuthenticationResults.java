// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a mail server found out about a mail's sender: one field {@code Authentication-Results} (RFC 8601).
 *
 * <p>Read leniently and in linear time: comments are skipped, quotes may be missing, what is no result is passed over.
 * Anybody can write such a field; whether the server that it names did is for {@link SenderCheck} to say.
 *
 * @param server who says so, the authserv-id, lower case
 * @param results what was found, in its order
 */
public record AuthenticationResults(String server, List<Result> results) {

    /** The field's name. */
    public static final String FIELD = "Authentication-Results";

    private static final int LONGEST = 16_384;
    private static final int MOST = 100;
    private static final String SPECIAL = ";=\"()";

    /** Takes a copy. */
    public AuthenticationResults {
        results = List.copyOf(results);
    }

    /**
     * What one method found.
     *
     * @param method such as {@code spf}, {@code dkim}, {@code dmarc}; lower case
     * @param result such as {@code pass}, {@code fail}, {@code none}; lower case
     * @param properties what it looked at, such as {@code header.d}, lower case; values as written
     */
    public record Result(String method, String result, Map<String, String> properties) {

        /** Takes a copy. */
        public Result {
            properties = Map.copyOf(properties);
        }
    }

    /**
     * Reads a field's body.
     *
     * @param body the unfolded body; may be anything
     * @return what it says, or empty when it names no server
     */
    public static Optional<AuthenticationResults> parse(String body) {
        List<List<String>> statements = statements(body.length() > LONGEST ? body.substring(0, LONGEST) : body);
        List<String> first = statements.get(0);
        if (first.isEmpty() || first.contains("=")) {
            return Optional.empty();
        }
        List<Result> results = statements.subList(1, statements.size()).stream()
                .flatMap(statement -> result(statement).stream())
                .limit(MOST)
                .toList();
        return Optional.of(new AuthenticationResults(lower(first.get(0)), results));
    }

    /** {@code method = result}, then {@code reason = ...} and properties. */
    private static Optional<Result> result(List<String> words) {
        if (words.size() < 3 || !words.get(1).equals("=") || words.get(2).equals("=")) {
            return Optional.empty();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 3; i + 2 < words.size(); i++) {
            boolean pair = words.get(i + 1).equals("=") && !words.get(i).equals("=");
            if (pair && properties.size() < MOST) {
                properties.putIfAbsent(lower(words.get(i)), words.get(i + 2));
                i += 2;
            }
        }
        String method = lower(words.get(0));
        int version = method.indexOf('/');
        return Optional.of(
                new Result(version < 0 ? method : method.substring(0, version), lower(words.get(2)), properties));
    }

    /** The words between semicolons; an equals sign is a word of its own. */
    private static List<List<String>> statements(String text) {
        List<List<String>> statements = new ArrayList<>();
        statements.add(new ArrayList<>());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '(') {
                at = behindComment(text, at);
            } else if (c == ';') {
                statements.add(new ArrayList<>());
                at++;
            } else if (c == '=') {
                statements.get(statements.size() - 1).add("=");
                at++;
            } else if (Character.isWhitespace(c) || c == ')') {
                at++;
            } else {
                StringBuilder word = new StringBuilder();
                at = word(text, at, word);
                statements.get(statements.size() - 1).add(word.toString());
            }
        }
        return statements;
    }

    private static int word(String text, int from, StringBuilder word) {
        int at = from;
        if (text.charAt(at) != '"') {
            while (at < text.length()
                    && !Character.isWhitespace(text.charAt(at))
                    && SPECIAL.indexOf(text.charAt(at)) < 0) {
                word.append(text.charAt(at++));
            }
            return at;
        }
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            boolean escape = text.charAt(at) == '\\' && at + 1 < text.length();
            word.append(text.charAt(escape ? ++at : at));
        }
        return Math.min(text.length(), at + 1);
    }

    /** Comments may stand in one another (RFC 5322 section 3.2.2); one without an end goes to the end. */
    private static int behindComment(String text, int from) {
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return at + 1;
            }
        }
        return text.length();
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
