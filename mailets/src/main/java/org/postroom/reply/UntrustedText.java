// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a stranger wrote, made fit to be shown in a mail that goes out in the desk's name: one line of bounded length without
 * links. Whoever forges a sender can make a desk write to somebody; this keeps them from choosing what it writes.
 *
 * <p>Links are whatever a mail program may turn into one: anything with a scheme, {@code www.}, addresses, and names of
 * hosts. A word that holds one is left out as a whole: rather a word too many is lost than a link let through.
 */
final class UntrustedText {

    private static final int LONGEST_INPUT = 2_000;
    private static final String REPLACEMENT = "[…]";
    private static final Pattern LINK = Pattern.compile(
            "[a-z][a-z0-9+.-]{0,30}:[/\\\\]|(?:mailto|tel|sms|javascript|data):|www\\d{0,3}\\.|.@."
                    + "|[\\p{L}\\p{N}_-]\\.(?:\\p{L}{2}|xn--)|\\d\\.\\d{1,3}\\.\\d{1,3}[/:]",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private UntrustedText() {}

    /** A subject: its links become a sign of omission, its end is cut. */
    static String subject(String text, int longest) {
        return cut(withoutLinks(text), longest);
    }

    /** A person's name to greet by; empty when it holds a link, since a name never does. */
    static String name(String text, int longest) {
        String safe = withoutLinks(text);
        return safe.contains(REPLACEMENT) ? "" : cut(safe, longest);
    }

    private static String withoutLinks(String text) {
        String bounded = text.length() <= LONGEST_INPUT ? text : text.substring(0, LONGEST_INPUT);
        List<String> words = new ArrayList<>();
        for (String word : oneLine(bounded).strip().split("[\\s\\p{Z}]+")) {
            boolean link = LINK.matcher(word).find();
            boolean afterLink = !words.isEmpty() && words.get(words.size() - 1).equals(REPLACEMENT);
            if (!link || !afterLink) {
                words.add(link ? REPLACEMENT : word);
            }
        }
        return String.join(" ", words);
    }

    /** Without controls, marks that change the direction of what follows, and characters without width. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                line.append(' ');
            } else if (type != Character.FORMAT && type != Character.SURROGATE && type != Character.UNASSIGNED) {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    private static String cut(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, longest - 1)).strip() + "…";
    }
}
