// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.Locale;
import java.util.regex.Pattern;
import org.postroom.message.HeaderText;
import org.postroom.message.Headers;

/** Whether a mail looks like one of those that mail servers write about other mail, by its header alone. */
final class FailureSender {

    private static final Pattern ROBOT_ADDRESS = Pattern.compile(
            "(?i)(?:^|[<\\s\"(:])(?:mailer[-_.]?daemon|mail[-_.]?daemon|post[-_.]?master|mdaemon|mmdf|mail[-_.]delivery[-_.]\\w+"
                    + "|bounce[-_.]?handler|microsoftexchange[0-9a-f]{8,40}|imss|listserv|ndr)@");
    private static final Pattern ROBOT_NAME = Pattern.compile(
            "(?i)mail(?:er)?[-_ ]?daemon|mail delivery (?:sub)?(?:system|service|notice)|mail[-_ ]?system|internet mail delivery"
                    + "|system administrator|mail administrator|postmaster|delivery notification|mdaemon|undelivered"
                    + "|ndr administrator|mail delivery|systemadministrator|系统管理员|почтовая система|служба доставки");
    private static final Pattern FAILURE_SUBJECT = Pattern.compile(
            "(?i)undeliver|not (?:be )?delivered|could ?n[o']t be (?:sent|delivered)|cannot be delivered"
                    + "|deliver(?:y|ed)?[\\w ]{0,20} (?:fail|problem|error|warning|delay|report|status)|failed[:\\w ]{0,20} delivery"
                    + "|returned (?:mail|e?-?mail|message)|(?:mail|message)[\\w ]{0,10} return|failure notice|bounced? (?:mail|message)"
                    + "|failed mail|mail (?:system )?error|nondeliverable|non[- ]?deliver|non remis|delayed|rejected mail"
                    + "|message you sent (?:was )?(?:blocked|rejected)|user unknown|unknown user|delivery failure"
                    + "|unzustellbar|nicht zustellbar|zustell\\w* fehlgeschlagen|konnte nicht zugestellt"
                    + "|недостав|не (?:может быть |было |удалось )?достав|退信|投递失败|无法投递|無法投遞|未能送达|无法送达"
                    + "|配信不能|送信できません|エラーメール|devuelto|no (?:se )?(?:ha )?entreg|mancato recapito|não entregue");
    private static final Pattern ANSWER =
            Pattern.compile("(?i)^\\s*(?:re|aw|fwd?|wg|sv|antw|отв|ответ|пер|答复|回复|转发)\\s*(?:\\[\\d+])?[:：]");

    /** What identifies a robot stands at the beginning of a header field. */
    private static final int LONGEST_READ = 2_000;

    private FailureSender() {}

    /** What only mail servers write: no envelope sender, or the name that no person has. */
    static boolean isServer(Headers headers, EnvelopeSender envelope) {
        if (envelope.isNull() || !envelope.known() && hasNullReturnPath(headers)) {
            return true;
        }
        String path =
                headers.first("Return-Path").orElse("") + headers.first("From").orElse("");
        return path.toLowerCase(Locale.ROOT).contains("mailer-daemon");
    }

    /** A mail server, or somebody who signs as one: there are persons behind {@code postmaster@}. */
    static boolean isRobot(Headers headers, EnvelopeSender envelope) {
        String from = decoded(headers, "From");
        return isServer(headers, envelope)
                || ROBOT_ADDRESS.matcher(from).find()
                || ROBOT_NAME.matcher(from).find();
    }

    static boolean hasNullReturnPath(Headers headers) {
        return headers.first("Return-Path")
                .filter(path -> path.replace(" ", "").equals("<>"))
                .isPresent();
    }

    static boolean hasFailureSubject(Headers headers) {
        return FAILURE_SUBJECT.matcher(decoded(headers, "Subject")).find();
    }

    /** Whether it is written as a person's answer to, or forward of, another mail. */
    static boolean isAnswer(Headers headers) {
        return ANSWER.matcher(decoded(headers, "Subject")).find();
    }

    private static String decoded(Headers headers, String name) {
        String body = headers.first(name).orElse("");
        return HeaderText.decode(body.substring(0, Math.min(body.length(), LONGEST_READ)));
    }
}
