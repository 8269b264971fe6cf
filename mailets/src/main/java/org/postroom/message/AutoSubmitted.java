// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.Map;
import java.util.Optional;

/**
 * What the Auto-Submitted field says: whether a machine wrote this mail (RFC 3834 section 5).
 *
 * <p>The field is a keyword with optional comments and parameters, in any case of letters: {@code auto-replied;
 * owner-email="x"} is {@code auto-replied}. What is no keyword at all counts as absent, with a problem that says so: a
 * guess in either direction would answer a robot or leave a person without an answer, and other signs decide better.
 *
 * @param keyword the keyword in lower case; empty when the field is absent or says nothing
 * @param parameters the parameters by name in lower case
 * @param problem what is wrong with the field, in plain words; empty when nothing is
 */
public record AutoSubmitted(Optional<String> keyword, Map<String, String> parameters, Optional<String> problem) {

    /** The field of a mail that has none. */
    public static final AutoSubmitted ABSENT = new AutoSubmitted(Optional.empty(), Map.of(), Optional.empty());

    private static final int LONGEST_KEYWORD = 60;

    /** Takes a copy. */
    public AutoSubmitted {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads the field of a mail.
     *
     * @param headers the mail's header
     * @return what it says; the first of several fields that says something counts
     */
    public static AutoSubmitted of(Headers headers) {
        AutoSubmitted result = ABSENT;
        for (String body : headers.all("Auto-Submitted")) {
            result = parse(body);
            if (result.keyword().isPresent()) {
                return result;
            }
        }
        return result;
    }

    /**
     * Reads the body of one field.
     *
     * @param body what stands behind the colon, unfolded; may be anything
     * @return what it says; never fails
     */
    public static AutoSubmitted parse(String body) {
        HeaderValue value = HeaderValue.of(body);
        String keyword = value.value();
        boolean token = !keyword.isEmpty()
                && keyword.length() <= LONGEST_KEYWORD
                && keyword.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_');
        return token
                ? new AutoSubmitted(Optional.of(keyword), value.parameters(), Optional.empty())
                : new AutoSubmitted(
                        Optional.empty(), Map.of(), Optional.of("Auto-Submitted has no keyword that can be read"));
    }

    /**
     * Whether a machine wrote the mail. Every keyword but {@code no} says so, also those that are not known yet.
     *
     * @return true for a mail that must not be answered automatically
     */
    public boolean isAutomatic() {
        return keyword.filter(word -> !word.equals("no")).isPresent();
    }

    /**
     * Whether the mail answers another one by itself, as a vacation notice does.
     *
     * @return true for {@code auto-replied}
     */
    public boolean isReply() {
        return keyword.filter("auto-replied"::equals).isPresent();
    }
}
