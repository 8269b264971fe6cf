// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How mail programs mark what they quote, in English, German, Russian and Chinese. Every test looks at a few lines only. */
final class QuoteMarks {

    private static final int LONGEST_LINE = 400;
    private static final int ANNOUNCEMENT_LINES = 3;

    /** How announcements end; they start with a word or have a number (a date) in them. */
    private static final List<String> ANNOUNCEMENT_ENDS = List.of(
            "wrote:",
            "writes:",
            "said:",
            "schrieb:",
            "geschrieben:",
            "пишет:",
            "писал:",
            "писала:",
            "писал(а):",
            "написал:",
            "написала:",
            "написал(а):",
            "пишут:",
            "写道:",
            "寫道:",
            "写到:",
            "a écrit :",
            "escribió:");

    private static final List<String> VERBS_INSIDE = List.of(" schrieb ", " wrote ");
    private static final int START = 80;
    private static final int MOST_WORDS = 6;

    private static final Pattern SEPARATOR = Pattern.compile("(?iu)^\\s{0,3}(?:[-_*=—]{2,20}\\s*"
            + "(?:original message|original appointment|forwarded message|forwarded by .{1,100}|begin forwarded message"
            + "|ursprüngliche nachricht|originalnachricht|original-nachricht|weitergeleitete nachricht"
            + "|исходное сообщение|исходное письмо|пересылаемое сообщение|пересланное сообщение|конец пересылаемого.{0,20}"
            + "|原始邮件|原始郵件|原邮件|转发邮件|轉寄郵件|转发的邮件|邮件原件|回复的原邮件)"
            + "\\s*[-_*=—]{0,20}|begin forwarded message:|_{20,80})\\s*$");

    private static final Pattern HEADER_LINE = Pattern.compile("(?iu)^[\\s>*]{0,6}(?<name>from|sent|date|to|cc|subject"
            + "|von|gesendet|datum|an|betreff"
            + "|от|отправлено|дата|кому|копия|тема"
            + "|发件人|发送时间|发送日期|收件人|抄送|主题|日期|寄件者|寄件人|收件者|傳送時間|主旨)\\*?\\s{0,2}[:：].*");

    private static final Pattern FIRST_HEADER =
            Pattern.compile("(?iu)^[\\s*]{0,6}(?:from|von|от|发件人|寄件者|寄件人)\\*?\\s{0,2}[:：]\\s*\\S.*");

    private QuoteMarks() {}

    static boolean isQuoted(String line) {
        return !line.isEmpty() && (line.charAt(0) == '>' || line.startsWith(" >") || line.charAt(0) == '＞');
    }

    static String withoutMarks(String line) {
        int at = 0;
        while (at < line.length() && "> ＞".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return line.substring(at);
    }

    static boolean isSeparator(String line) {
        return line.length() < LONGEST_LINE && SEPARATOR.matcher(line).matches();
    }

    /** Three header lines, the first of them From or below a ruled line, as Outlook puts above the earlier mail. */
    static boolean isHeaderBlock(String[] lines, int at) {
        if (isRule(lines[at])) {
            int next = at + 1;
            while (next < lines.length && lines[next].isBlank() && next < at + 4) {
                next++;
            }
            return headersFrom(lines, next) >= 3;
        }
        boolean first = lines[at].length() < LONGEST_LINE
                && FIRST_HEADER.matcher(lines[at]).matches();
        return first && headersFrom(lines, at) >= 3;
    }

    private static int headersFrom(String[] lines, int at) {
        int headers = 0;
        for (int i = at; i < Math.min(lines.length, at + 6); i++) {
            boolean header = lines[i].length() < LONGEST_LINE * 4
                    && HEADER_LINE.matcher(lines[i]).matches();
            headers += header ? 1 : 0;
        }
        return headers;
    }

    private static boolean isRule(String line) {
        String bare = line.strip();
        return bare.length() >= 3
                && bare.length() < LONGEST_LINE
                && bare.chars().allMatch(c -> "-_=".indexOf(c) >= 0);
    }

    /**
     * How many lines from this one on announce a quotation, such as {@code On ..., Ann <ann@acme.test> wrote:}, which
     * programs break into up to three lines.
     *
     * @return 0 when they announce nothing
     */
    static int announcementLength(String[] lines, int at) {
        if (lines[at].isBlank() || lines[at].length() > LONGEST_LINE || isQuoted(lines[at])) {
            return 0;
        }
        StringBuilder joined = new StringBuilder();
        for (int i = at; i < Math.min(lines.length, at + ANNOUNCEMENT_LINES); i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || line.length() > LONGEST_LINE || isQuoted(line)) {
                return 0;
            }
            joined.append(joined.isEmpty() ? "" : " ").append(line);
            if (endsAnnouncement(joined.toString())) {
                return i - at + 1;
            }
            if (i == at && !hasDateOrAddress(line)) {
                return 0;
            }
        }
        return 0;
    }

    private static boolean endsAnnouncement(String line) {
        String end = line.endsWith("：") ? line.substring(0, line.length() - 1) + ":" : line;
        if (!end.endsWith(":")) {
            return false;
        }
        String lower = end.toLowerCase(Locale.ROOT);
        boolean verbLast = ANNOUNCEMENT_ENDS.stream().anyMatch(lower::endsWith);
        if (verbLast) {
            return hasDateOrAddress(line) || line.split(" ", MOST_WORDS + 1).length <= MOST_WORDS && !startsLower(line);
        }
        boolean verbInside = (line.startsWith("Am ") || line.startsWith("On "))
                && VERBS_INSIDE.stream().anyMatch(lower::contains);
        boolean addressLast = lower.endsWith(">:") && lower.indexOf('@') > 0 && lower.indexOf(':') < lower.length() - 1;
        return (verbInside || addressLast) && hasDateOrAddress(line);
    }

    /** A digit or an at sign near the start. */
    private static boolean hasDateOrAddress(String line) {
        for (int i = 0; i < Math.min(START, line.length()); i++) {
            char c = line.charAt(i);
            if (c >= '0' && c <= '9' || c == '@') {
                return true;
            }
        }
        return false;
    }

    private static boolean startsLower(String line) {
        return Character.isLowerCase(line.charAt(0));
    }
}
