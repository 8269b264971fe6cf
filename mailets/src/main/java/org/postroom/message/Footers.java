// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.regex.Pattern;

/** What servers and firms put below a text that nobody wrote: footers of mailing lists, disclaimers. */
final class Footers {

    private static final int MOST_LINES = 8;
    private static final int SHORTEST_RULE = 20;
    private static final int MOST_DISCLAIMERS = 6;
    private static final int READ = 400;

    private static final Pattern OF_A_LIST =
            Pattern.compile("(?iu).*(?:mailing list|unsubscribe|mailman/listinfo|yahoogroups"
                    + "|groups\\.google|abmelden|abbestellen|mailingliste|рассылк|отписаться|退订|取消订阅).*");

    private static final Pattern DISCLAIMER = Pattern.compile("(?ius)^[\\W_]{0,20}(?:"
            + "confidentiality (?:notice|statement|note)\\b|confidential(?:ity)? notice|legal (?:notice|disclaimer)\\b|disclaimer\\b"
            + "|(?:this|the information (?:contained )?in this|the contents? of this|any) (?:e-?mail|message|communication"
            + "|transmission)\\b.{0,200}?(?:confidential|privileged|intended (?:only |solely |exclusively )?for"
            + "|intended recipient|viruses)"
            + "|if you are not the intended recipient|if you have received this (?:e-?mail|message) in error"
            + "|diese (?:e-?mail|nachricht).{0,200}?(?:vertraulich|ausschließlich für|nur für den)"
            + "|(?:настоящее|это|данное) (?:электронное )?(?:сообщение|письмо).{0,200}?конфиденциальн"
            + "|本(?:邮件|電子郵件|电子邮件|郵件).{0,100}?(?:保密|机密|機密)"
            + "|ce (?:message|courriel|mail).{0,200}?confidentiel|este (?:mensaje|correo).{0,200}?confidencial"
            + "|esta mensagem.{0,200}?confidencia|questo messaggio.{0,200}?riservat)");

    private Footers() {}

    /**
     * Finds the first line of what stands below a text.
     *
     * @param lines all lines
     * @param from the first line of the text
     * @param to behind its last line
     * @return the first line of the footer; {@code to} when there is none, or nothing else
     */
    static int start(String[] lines, int from, int to) {
        int end = listFooter(lines, from, to);
        int top = end;
        for (int i = 0; i < MOST_DISCLAIMERS; i++) {
            int paragraph = lastParagraph(lines, from, top);
            if (paragraph >= top || !isDisclaimer(lines, paragraph, top)) {
                break;
            }
            top = paragraph;
        }
        return top;
    }

    private static int listFooter(String[] lines, int from, int to) {
        int contents = 0;
        boolean ofAList = false;
        for (int i = to - 1; i >= from && contents <= MOST_LINES; i--) {
            if (lines[i].isBlank()) {
                continue;
            }
            contents++;
            ofAList |= lines[i].length() < QuoteMarks.LONGEST_LINE
                    && OF_A_LIST.matcher(lines[i]).matches();
            if (QuoteMarks.isRule(lines[i]) && lines[i].strip().length() >= SHORTEST_RULE) {
                return ofAList ? listFooter(lines, from, i) : to;
            }
        }
        return to;
    }

    private static int lastParagraph(String[] lines, int from, int to) {
        int last = to - 1;
        while (last >= from && lines[last].isBlank()) {
            last--;
        }
        int first = last;
        while (first > from && !lines[first - 1].isBlank()) {
            first--;
        }
        return last < from ? to : first;
    }

    private static boolean isDisclaimer(String[] lines, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to && text.length() < READ; i++) {
            text.append(lines[i], 0, Math.min(lines[i].length(), READ)).append(' ');
        }
        return DISCLAIMER.matcher(text).find();
    }
}
