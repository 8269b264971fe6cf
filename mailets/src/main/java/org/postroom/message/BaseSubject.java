// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A subject without what answering, forwarding and mailing lists put around it (RFC 5256 section 2.1), in the languages
 * that mail programs write it in: {@code Re:}, {@code AW:}, {@code Отв:}, {@code 答复：} and so on, with counters and with
 * full-width colons.
 *
 * @param value the base subject; may be empty
 * @param replyOrForward whether something said that this is an answer or a forwarded mail
 */
public record BaseSubject(String value, boolean replyOrForward) {

    /** Prefixes of answers and forwarded mails, in lower case. */
    private static final Set<String> LEADERS = Set.of(
            "re", "fw", "fwd", // English and the RFC
            "aw", "antw", "antwort", "wg", // German, Dutch
            "sv", "vs", "vb", "vl", // Scandinavian, Finnish
            "res", "rv", "enc", "tr", "ref", "réf", "rif", "r", "i", "rép", // Romance languages
            "отв", "ответ", "пересл", "пер", "на", "нa", // Russian
            "odp", "pd", "ynt", "ilt", "ha", // Polish, Turkish, and На in Latin letters
            "答复", "回复", "回覆", "转发", "轉寄", "轉發", "返信", "转寄", "回信");

    private static final Pattern LEADER =
            Pattern.compile("\\s*(?<word>[\\p{L}]{1,7})\\s{0,3}(?:[\\[(*^]?\\d{1,4}[\\])]?)?\\s{0,3}[:：]\\s*");
    private static final Pattern BLOB = Pattern.compile("\\s*\\[[^\\[\\]]{0,200}\\]\\s*");
    private static final Pattern FWD_TRAILER = Pattern.compile("\\(fwd\\)\\s*$", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 2000;

    /**
     * Finds the base subject.
     *
     * @param subject a decoded subject; may be anything
     * @return its base
     */
    public static BaseSubject of(String subject) {
        String rest = oneLine(subject);
        boolean derived = false;
        boolean changed = true;
        while (changed) {
            String before = rest;
            Matcher trailer = FWD_TRAILER.matcher(rest);
            if (trailer.find()) {
                rest = rest.substring(0, trailer.start()).strip();
                derived = true;
            }
            int leaders = leadersEnd(rest);
            if (leaders > 0) {
                rest = rest.substring(leaders).strip();
                derived = true;
            }
            rest = withoutBlob(rest);
            if (rest.regionMatches(true, 0, "[fwd:", 0, 5) && rest.endsWith("]")) {
                rest = rest.substring(5, rest.length() - 1).strip();
                derived = true;
            }
            changed = !rest.equals(before);
        }
        return new BaseSubject(rest, derived);
    }

    /**
     * As a key for comparing.
     *
     * @return the base subject in lower case
     */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    /**
     * Where the prefixes of answers and forwarded mails at the front of a subject end; lists' blobs between them count.
     *
     * @param subject a decoded subject
     * @return offset of the first character behind them; 0 when there are none
     */
    static int leadersEnd(String subject) {
        int end = 0;
        int at = 0;
        Matcher leader = LEADER.matcher(subject);
        Matcher blob = BLOB.matcher(subject);
        while (at < subject.length()) {
            if (leader.region(at, subject.length()).lookingAt() && isLeader(leader.group("word"))) {
                at = leader.end();
                end = at;
            } else if (blob.region(at, subject.length()).lookingAt()) {
                at = blob.end();
            } else {
                break;
            }
        }
        return end;
    }

    private static boolean isLeader(String word) {
        return LEADERS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** A blob goes, unless nothing but it would remain (RFC 5256 section 2.1, step 4). */
    private static String withoutBlob(String subject) {
        Matcher blob = BLOB.matcher(subject);
        if (blob.lookingAt() && blob.end() < subject.length() && !subject.regionMatches(true, 0, "[fwd:", 0, 5)) {
            return subject.substring(blob.end()).strip();
        }
        return subject;
    }

    private static String oneLine(String subject) {
        String cut = subject.length() > LONGEST ? subject.substring(0, LONGEST) : subject;
        return cut.replaceAll("[\\s\\p{Cntrl}\\u00a0\\u3000]+", " ").strip();
    }
}
