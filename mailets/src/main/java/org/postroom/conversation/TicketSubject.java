// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.ticket.TicketNumber;

/** The subject of a ticket: as its first mail has it, without ticket numbers in brackets, in one line. */
final class TicketSubject {

    /** The most characters that are kept. */
    static final int LONGEST = 240;

    private static final int LONGEST_READ = 2000;
    private static final Pattern BRACKETED = Pattern.compile("\\[[A-Za-z][A-Za-z0-9]{1,7}-[0-9]{2,18}\\]");

    private TicketSubject() {}

    static String of(String subject) {
        String front = subject.length() > LONGEST_READ ? subject.substring(0, LONGEST_READ) : subject;
        Matcher matcher = BRACKETED.matcher(front);
        String bare = matcher.replaceAll(
                match -> TicketNumber.parse(match.group()).isPresent() ? " " : Matcher.quoteReplacement(match.group()));
        String line = bare.replaceAll("[\\s\\p{Cc}]+", " ").strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end);
    }
}
