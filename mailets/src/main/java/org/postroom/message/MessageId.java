// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identifier of one mail (RFC 5322 section 3.6.4), without its angle brackets.
 *
 * <p>Read leniently: whatever stands between two angle brackets and has no white space is one, since real mail programs
 * write identifiers without {@code @}, and a reply that quotes such a one must still find its ticket.
 *
 * @param value what stands between the angle brackets; at most 900 characters, none of them white space or a control
 */
public record MessageId(String value) {

    /** The longest identifier that is kept; a line may have 998 characters (RFC 5322 section 2.1.1). */
    public static final int LONGEST = 900;

    private static final Pattern BRACKETED = Pattern.compile("<\\s*([^<>\\s]{1,900})\\s*>");
    private static final Pattern BARE = Pattern.compile("[^<>\\s,;\"]+@[^<>\\s,;\"]+");

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException when it is empty, too long or has white space or brackets
     */
    public MessageId {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a Message-ID has 1 to " + LONGEST + " characters");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c == '<' || c == '>' || c == 0x7f) {
                throw new IllegalArgumentException("a Message-ID has no white space, controls or angle brackets");
            }
        }
    }

    /**
     * The first identifier of a header's body.
     *
     * @param headerBody what stands behind {@code Message-ID:}; may be anything
     * @return the identifier, or empty when there is none to be found
     */
    public static Optional<MessageId> parse(String headerBody) {
        return parseAll(headerBody).stream().findFirst();
    }

    /**
     * All identifiers of a header's body, in their order, each once.
     *
     * @param headerBody what stands behind {@code References:} or {@code In-Reply-To:}; may be anything
     * @return the identifiers; empty when there are none
     */
    public static List<MessageId> parseAll(String headerBody) {
        LinkedHashSet<MessageId> found = new LinkedHashSet<>();
        collect(BRACKETED.matcher(headerBody), 1, found);
        if (found.isEmpty()) {
            collect(BARE.matcher(headerBody), 0, found);
        }
        return List.copyOf(new ArrayList<>(found));
    }

    /**
     * As it stands in a header.
     *
     * @return the value in angle brackets
     */
    public String bracketed() {
        return "<" + value + ">";
    }

    private static void collect(Matcher matcher, int group, LinkedHashSet<MessageId> found) {
        while (matcher.find()) {
            String value = matcher.group(group);
            if (value.length() <= LONGEST && value.chars().noneMatch(c -> c <= ' ' || c == 0x7f)) {
                found.add(new MessageId(value));
            }
        }
    }
}
