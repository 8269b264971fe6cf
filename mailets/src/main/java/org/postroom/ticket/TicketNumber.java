// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ticket number such as {@code ACME-10429}: the desk's prefix, the serial, and a last digit that checks the serial
 * (Damm's algorithm: it finds every single wrong digit and every swap of neighbours).
 *
 * @param prefix 2 to 8 capital letters and digits, beginning with a letter
 * @param serial the serial, positive, unique among all desks of an installation; also the ticket's key in the database
 */
public record TicketNumber(String prefix, long serial) {

    private static final Pattern PREFIX = Pattern.compile("[A-Z][A-Z0-9]{1,7}");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9]{1,7})-([0-9]{2,18})(?![0-9A-Za-z])");
    private static final int[][] DAMM = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}
    };

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public TicketNumber {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "\"" + prefix + "\" is no ticket prefix; expected 2 to 8 capital letters and digits such as ACME");
        }
        if (serial <= 0) {
            throw new IllegalArgumentException("a serial is positive, not " + serial);
        }
    }

    /**
     * Reads a ticket number that stands alone.
     *
     * @param text such as {@code ACME-10429}, in any case, with or without square brackets
     * @return the number, or empty when it is none or its last digit is wrong
     */
    public static Optional<TicketNumber> parse(String text) {
        String bare = text.strip();
        if (bare.startsWith("[") && bare.endsWith("]")) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        Matcher matcher = NUMBER.matcher(bare);
        return matcher.matches() ? checked(matcher.group(1), matcher.group(2)) : Optional.empty();
    }

    /**
     * All ticket numbers in a text, bracketed or not, whose last digit is right.
     *
     * @param text a subject, or any text
     * @return the numbers in their order, each once
     */
    public static List<TicketNumber> findAll(String text) {
        List<TicketNumber> found = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            checked(matcher.group(1), matcher.group(2))
                    .filter(n -> !found.contains(n))
                    .ifPresent(found::add);
        }
        return found;
    }

    /**
     * As it stands in a stamped subject.
     *
     * @return such as {@code [ACME-10429]}
     */
    public String stamp() {
        return "[" + this + "]";
    }

    @Override
    public String toString() {
        return prefix + "-" + serial + checkDigit(Long.toString(serial));
    }

    private static Optional<TicketNumber> checked(String prefix, String digits) {
        String serial = digits.substring(0, digits.length() - 1);
        boolean right = serial.charAt(0) != '0' && digits.charAt(digits.length() - 1) == '0' + checkDigit(serial);
        return right
                ? Optional.of(new TicketNumber(prefix.toUpperCase(Locale.ROOT), Long.parseLong(serial)))
                : Optional.empty();
    }

    private static int checkDigit(String digits) {
        int interim = 0;
        for (int i = 0; i < digits.length(); i++) {
            interim = DAMM[interim][digits.charAt(i) - '0'];
        }
        return interim;
    }
}
