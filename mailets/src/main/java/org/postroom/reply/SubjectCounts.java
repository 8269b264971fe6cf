// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.postroom.message.BaseSubject;

/**
 * How many mails from a domain had the same subject within an hour, whatever numbers and codes stand in it: {@code Ticket #17
 * received} and {@code Re: Ticket #18 received} are the same. In memory: a robot that goes on after a restart is counted anew. Safe
 * for many threads.
 */
final class SubjectCounts {

    private static final int REMEMBERED = 10_000;
    private static final int LONGEST = 120;
    private static final Pattern CODE = Pattern.compile("\\S*\\p{Nd}\\S*");
    private static final Pattern REST = Pattern.compile("[^\\p{L}\\p{M}#]+");

    private final Duration period;
    private final int most;
    private final Map<String, Deque<Instant>> seen = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Counts up to a number.
     *
     * @param period within so long
     * @param most how many there may be
     */
    SubjectCounts(Duration period, int most) {
        this.period = period;
        this.most = most;
    }

    /**
     * Counts one more.
     *
     * @param domain whose mail
     * @param subject its subject; an empty one, or one without letters and numbers, is never too many
     * @param now when it came
     * @return whether there were as many as there may be before
     */
    synchronized boolean isTooMany(String domain, String subject, Instant now) {
        String skeleton = skeleton(subject);
        if (skeleton.isEmpty()) {
            return false;
        }
        Deque<Instant> moments = seen.computeIfAbsent(domain + " " + skeleton, key -> new ArrayDeque<>());
        while (!moments.isEmpty() && moments.peekFirst().isBefore(now.minus(period))) {
            moments.removeFirst();
        }
        if (moments.size() >= most) {
            return true;
        }
        moments.addLast(now);
        return false;
    }

    /** A subject without prefixes of answers, with one sign for each word that has a number in it. */
    static String skeleton(String subject) {
        String base = BaseSubject.of(subject).value();
        String plain = Normalizer.normalize(base, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String coded = CODE.matcher(plain.replace('#', ' ')).replaceAll("#");
        String words = REST.matcher(coded).replaceAll(" ").strip();
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST);
    }
}
