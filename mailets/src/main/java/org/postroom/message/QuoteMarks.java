// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.regex.Pattern;

/** How single lines show that they, or those below them, are quoted, in the languages of the usual mail programs. */
final class QuoteMarks {

    /** Longer lines are no marks; they are text. */
    static final int LONGEST_LINE = 400;

    private static final int SHORTEST_SEPARATOR = 6;
    private static final String DASHES = "[-_*=—–‐]";

    private static final Pattern SEPARATOR = Pattern.compile("(?iu)^\\s{0,3}(?:" + DASHES + "{2,40}\\s*"
            + "(?:original(?: message| appointment)?|forwarded message|forwarded by .{1,100}|begin forwarded message"
            + "|(?:ursprüngliche|weitergeleitete) (?:nachricht|mail|e-mail)|original-?nachricht"
            + "|(?:исходное|оригинальное|пересылаемое|пересланное) (?:сообщение|письмо)|конец пересылаемого.{0,20}"
            + "|(?:початкове|переслане) повідомлення"
            + "|原始邮件|原始郵件|原邮件|转发邮件|转发邮件信息|轉寄郵件|转发的邮件|邮件原件|回复的原邮件|原始信件"
            + "|元のメッセージ|オリジナルメッセージ|転送メッセージ|원본 메시지|원본 메일|전달된 메시지"
            + "|message d['’]origine|message original|mail original|message transféré"
            + "|mensaje (?:original|reenviado)|messaggio (?:originale|inoltrato)|mensagem (?:original|encaminhada)"
            + "|(?:oorspronkelijk|origineel|doorgestuurd) bericht"
            + "|wiadomość oryginalna|(?:oryginalna|przekazana) wiadomość"
            + "|(?:původní|přeposlaná) zpráva|původní e-mail"
            + "|(?:ursprungligt|vidarebefordrat|original)\\s?meddelande|(?:oprindelig|original|videresendt) meddelelse"
            + "|(?:opprinnelig|videresendt) melding|(?:alkuperäinen|välitetty) viesti"
            + "|(?:orijinal|iletilen) mesaj|özgün ileti)"
            + "\\s*" + DASHES + "{0,40}"
            + "|begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message (?:réexpédié|transféré) ?:"
            + "|начало переадресованного сообщения:)\\s*$");

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

    /** {@code -----Original Message-----} and its kin: below it stands the earlier mail. */
    static boolean isSeparator(String line) {
        return line.length() < LONGEST_LINE
                && line.length() > SHORTEST_SEPARATOR
                && !isRule(line)
                && SEPARATOR.matcher(line).matches();
    }

    /** A line of hyphens, underscores or equals signs only. */
    static boolean isRule(String line) {
        String bare = line.strip();
        return bare.length() >= 3
                && bare.length() < LONGEST_LINE
                && bare.chars().allMatch(c -> "-_=".indexOf(c) >= 0);
    }
}
