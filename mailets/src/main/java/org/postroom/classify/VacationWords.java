// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.regex.Pattern;

/** How programs that answer for an absent person begin their mails, in the languages that desks are written to in. */
final class VacationWords {

    private static final int LONGEST_READ = 2_000;

    private static final Pattern SUBJECT = Pattern.compile(
            "(?iu)^\\W{0,4}(?:auto(?:matic|mated)?[- _]?(?:repl(?:y|ies)|respon(?:se|der)|answer|antwort)|auto\\s{0,2}[:：]|autoreply"
                    + "|out[ -]of[ -](?:the[ -])?office|ooo\\b|i am (?:currently )?(?:out|away|on )|on (?:vacation|holiday|leave)|vacation (?:reply|message|notice)|away (?:from|until)"
                    + "|automatische (?:antwort|rückantwort|abwesenheits|e-?mail)|abwesenheit|abwesend|(?:ich bin )?(?:nicht|außer) (?:im büro|haus)|urlaub(?:sbedingt|smeldung|svertretung)"
                    + "|автоматическ\\w+ ответ|авто-?ответ|автоматическое (?:уведомлени|сообщени)|(?:я )?в отпуске|отпуск\\b|нет на месте|вне офиса|отсутстви"
                    + "|自动(?:回复|答复|应答)|自動(?:回覆|回复|應答)|不在办公室|休假|外出|假期自动|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|自動応答|자동 ?응답)",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern TEXT = Pattern.compile(
            "(?iu)\\b(?:out of (?:the )?office|(?:am|be|'m) (?:currently |now )?(?:away|on (?:annual |maternity |parental )?(?:leave|vacation|holiday))|on (?:vacation|holiday|annual leave)|limited access to (?:my )?e?-?mail|return(?:ing)? (?:to the office )?on|until i (?:return|am back)|automat(?:ic|ed) (?:reply|response)"
                    + "|nicht im (?:büro|hause)|im urlaub|bin (?:ich )?(?:\\S+ ){0,4}(?:abwesend|nicht erreichbar|im urlaub|außer haus)|nicht (?:weitergeleitet|gelesen)|wieder (?:im büro|erreichbar)"
                    + "|в отпуске|нахожусь в|отсутству|буду (?:отсутствовать|на связи|недоступ)|автоматическ\\w+ (?:ответ|сообщени))"
                    + "|不在办公室|休假|外出|出差|自动回复|自動回覆|假期|尽快回复",
            Pattern.UNICODE_CHARACTER_CLASS);

    private VacationWords() {}

    static boolean inSubject(String subject) {
        return SUBJECT.matcher(subject).find();
    }

    static boolean inText(String text) {
        return TEXT.matcher(text.substring(0, Math.min(text.length(), LONGEST_READ)))
                .find();
    }
}
