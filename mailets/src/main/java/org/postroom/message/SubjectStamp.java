// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ticket number in a subject, such as {@code [ACME-10429]}: put in once, found again whatever answering made of the
 * subject, and taken out for showing.
 *
 * <p>A stamp counts as there in any case of letters, with white space in it, where a mail program folded the line, and in
 * the full-width brackets that Chinese and Japanese programs write.
 */
public final class SubjectStamp {

    private static final int LONGEST = 64;

    private SubjectStamp() {}

    /** Where a new stamp stands. */
    public enum Position {
        /** In front of the subject. */
        BEFORE,
        /** Behind the subject. */
        AFTER
    }

    /**
     * Puts a stamp into a subject that does not have it. Doubled ones of the same number are taken out, others stay.
     *
     * @param subject the decoded subject, one line; may be empty
     * @param stamp the stamp with its brackets, at most 64 characters, such as {@code [ACME-10429]}
     * @param position where to put it
     * @return the subject with exactly one such stamp; stamping that again changes nothing
     */
    public static String stamp(String subject, String stamp, Position position) {
        Pattern pattern = lenient(stamp);
        Matcher matcher = pattern.matcher(subject);
        if (matcher.find()) {
            int end = matcher.end();
            String head = subject.substring(0, matcher.start()) + stamp;
            String tail = subject.substring(end);
            return pattern.matcher(tail).find() ? tidy(head + " " + remove(tail, pattern)) : head + tail;
        }
        String bare = subject.strip();
        if (bare.isEmpty()) {
            return stamp;
        }
        return position == Position.BEFORE ? stamp + " " + bare : bare + " " + stamp;
    }

    /**
     * Takes stamps out.
     *
     * @param subject the decoded subject
     * @param stamps what a stamp looks like, brackets included; must run in linear time
     * @return the subject without them and without the white space that they leave behind
     */
    public static String remove(String subject, Pattern stamps) {
        Matcher matcher = stamps.matcher(subject);
        return matcher.find() ? tidy(matcher.replaceAll(" ")) : subject;
    }

    /**
     * What finds a stamp as mail programs may have changed it.
     *
     * @param stamp the stamp with its brackets
     * @return a pattern for exactly this number
     */
    public static Pattern lenient(String stamp) {
        if (stamp.isBlank() || stamp.length() > LONGEST) {
            throw new IllegalArgumentException("a stamp has 1 to " + LONGEST + " characters, such as [ACME-10429]");
        }
        StringBuilder pattern = new StringBuilder();
        stamp.codePoints().forEach(c -> {
            pattern.append(pattern.isEmpty() ? "" : "\\s{0,3}");
            switch (c) {
                case '[' -> pattern.append("[\\[\uff3b\u3010]");
                case ']' -> pattern.append("[\\]\uff3d\u3011]");
                case '-' -> pattern.append("[-\u2010\u2011\uff0d]");
                default -> pattern.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String tidy(String subject) {
        return subject.replaceAll(" {2,}", " ").strip();
    }
}
