// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few lines of an earlier mail's header that Outlook and many others put above it, in the languages of the usual mail
 * programs. They must name the author and the date, and at least three things in all: somebody who tells of a mail seldom
 * copies so much.
 */
final class QuotedHeaders {

    private static final int LOOK_AHEAD = 8;
    private static final int FEWEST = 3;
    private static final int LONGEST_NAME = 30;

    private static final String FROM =
            "from|von|от|від|de|da|van|od|från|fra|lähettäjä|kimden" + "|发件人|寄件者|寄件人|差出人|送信者|보낸 ?사람";
    private static final String DATE = "sent|date|gesendet|datum|отправлено|дата|надіслано|envoyé|enviado|enviada"
            + "|enviado el|enviado em|fecha|inviato|data|verzonden|wysłano|odesláno|skickat|sendt|dato|lähetetty"
            + "|päiväys|gönderilen|gönderme tarihi|tarih|发送时间|发送日期|日期|傳送時間|日付|送信日時|보낸 ?날짜|날짜";
    private static final String OTHER = "to|cc|subject|an|betreff|кому|копия|копія|тема|à|a|objet|para|asunto|assunto"
            + "|oggetto|aan|onderwerp|do|dw|temat|komu|předmět|kopie|till|ämne|kopia|til|emne|kopi|vastaanottaja|aihe"
            + "|kime|konu|bilgi|收件人|抄送|主题|收件者|副本|主旨|主題|宛先|件名|받는 ?사람|참조|제목";

    private static final Pattern LINE = Pattern.compile("(?iu)^[\\s*|]{0,6}(?:(?<from>" + FROM + ")|(?<date>" + DATE
            + ")|(?<other>" + OTHER + "))\\*?\\s{0,2}(?:[:：]\\*?|\\|)(?:\\s.*|\\S.*|$)");

    private QuotedHeaders() {}

    /** Whether such lines begin here, or below a ruled line that stands here. */
    static boolean beginAt(String[] lines, int at) {
        int first = at;
        if (QuoteMarks.isRule(lines[at])) {
            first = at + 1;
            while (first < lines.length && lines[first].isBlank() && first < at + 4) {
                first++;
            }
        }
        return first < lines.length && isField(lines[first]) && isBlock(lines, first);
    }

    private static boolean isField(String line) {
        return line.length() < QuoteMarks.LONGEST_LINE * 4
                && mayBeField(line)
                && LINE.matcher(line).matches();
    }

    /** Spares most lines the pattern. */
    private static boolean mayBeField(String line) {
        for (int i = 0; i < Math.min(line.length(), LONGEST_NAME); i++) {
            char c = line.charAt(i);
            if (c == ':' || c == '：' || c == '|') {
                return true;
            }
        }
        return false;
    }

    /** Long lists of recipients go on in lines that are no fields. */
    private static boolean isBlock(String[] lines, int at) {
        Set<String> names = new HashSet<>();
        boolean from = false;
        boolean date = false;
        for (int i = at; i < Math.min(lines.length, at + LOOK_AHEAD) && !isEnd(lines, i); i++) {
            if (!isField(lines[i])) {
                continue;
            }
            Matcher matcher = LINE.matcher(lines[i]);
            if (matcher.matches()) {
                from |= matcher.group("from") != null;
                date |= matcher.group("date") != null;
                names.add(lines[i].substring(0, matcher.end(group(matcher))));
            }
        }
        return from && date && names.size() >= FEWEST;
    }

    /** Two empty lines end a header; one may stand between the lines of HTML. */
    private static boolean isEnd(String[] lines, int at) {
        return lines[at].isBlank() && at + 1 < lines.length && !isField(lines[at + 1]);
    }

    private static String group(Matcher matcher) {
        return matcher.group("from") != null ? "from" : matcher.group("date") != null ? "date" : "other";
    }
}
