// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.message.EmailAddress;
import org.postroom.message.Headers;

/**
 * A delivery failure told in words, as qmail, Exim, Exchange, sendmail, Domino and many others write it. Their forms have
 * in common: a phrase that says that delivery failed; the address on a line of its own, at the beginning of a line or
 * behind a label; what the other side said beside it; then the mail that is returned. That is what is looked for, instead
 * of each server's own wording.
 *
 * @param recipients whom the mail did not reach; may be empty
 * @param permanent false when it says that it goes on trying
 * @param phraseAt where the phrase stands, in characters from the beginning
 * @param said what the other side said, in one line
 */
record FailureNotice(List<FailedRecipient> recipients, boolean permanent, int phraseAt, String said) {

    /** What a report has to say in words is shorter than this. */
    static final int LONGEST_NOTICE = 20_000;

    /** What archives make of addresses that nobody shall collect. */
    private static final Pattern MASK = Pattern.compile("[^.]\\.{3}@");

    private static final int BEGINNING = 400;
    private static final int MOST_RECIPIENTS = 200;
    private static final int MOST_BEGINNINGS = 20;

    private static final String ADDRESS =
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63}){1,8}";
    private static final Pattern ANY_ADDRESS = Pattern.compile(ADDRESS);

    private static final Pattern PHRASE = Pattern.compile(
            "(?i)(?:could|can|did|was|were|has|have) ?n[o']t (?:be |been |able to |yet been |yet |successfully )*(?:deliver|sen[dt]|receive|reach|route)"
                    + "|(?:couldn|wasn|isn|hasn)['’]t (?:be |been |able to )*(?:deliver|sen[dt]|reach)|not be(?:en)? (?:successfully )?delivered|not delivered"
                    + "|unable to (?:\\w{1,30} ){0,2}(?:deliver|relay|send)|undeliver|non-?deliver|deliver[\\w ,.'/-]{0,60}? fail|failed to (?:deliver|send)"
                    + "|deliver(?:y|ing)[\\w ]{0,40} (?:problem|error|delayed|postponed|unsuccessful)|delivery of (?:your|the) (?:e?-?mail|message)"
                    + "|delivery (?:to|of) [^\\n]{0,80} (?:fail|delay|postpone)|(?:fatal|permanent|transient|delivery) (?:\\w{1,30} )?(?:error|failure|problem)"
                    + "|(?:address|recipient|message|mail|user)[\\w()]{0,20} (?:\\w{1,30} ){0,2}(?:failed|rejected|refused|bounced|unknown)"
                    + "|(?:unknown|invalid|no such|inactive) (?:user|recipient|mailbox|address|local)|no valid recipient|error-for:"
                    + "|session transcript|transcript of session|mailbox[\\w' ]{0,40} (?:full|unavailable|exceed|not found|does not exist)"
                    + "|no mailbox here|invalid (?:\\w{1,30} ){0,3}user-?id|recipients? (?:was|were) aborted"
                    + "|over (?:its |his |the )?quota|quota exceeded|user (?:\\S{1,60} )?(?:not |does ?n[o']t )(?:found|known|listed|exist)|not listed in"
                    + "|was (?:automatically )?(?:rejected|returned|blocked|refused)|returned (?:to sender|mail)|has been (?:delayed|returned|rejected|blocked)"
                    + "|could not send|error (?:sending|delivering|occurred|message)|(?:recipients?|addresses) (?:were|was|are|is) (?:rejected|invalid|not)"
                    + "|not yet (?:been )?delivered|sent <<< rcpt|<<< 5\\d\\d |said:? 5\\d\\d|doesn'?t have a[\\w .]{0,40} account|no longer (?:accept|available|active|valid|at)"
                    + "|n(?:icht|ot) zu(?:gestellt|stellbar)|nicht (?:erreicht|zugestellt|zustellbar)|unzustellbar|zustellung[\\w ]{0,60} fehlgeschlagen"
                    + "|n['’]a (?:pas )?pu etre|n['’]a (?:pas )?pu être|non remis|no (?:se )?(?:ha )?(?:podido|pudo) (?:ser )?entreg|impossibile recapitare|não pôde ser entregue"
                    + "|не (?:может быть|было|удалось|удаётся|удается|могло быть) (?:\\S{1,60} ){0,2}достав|не достав|недоставл|не найден\\w* (?:пользоват|адрес)"
                    + "|无法(?:投递|送达|发送|被?送|递送)|投递失败|退信|退回|未能(?:送达|投递|发送)|無法(?:投遞|送達|傳送)|收件人.{0,8}不存在"
                    + "|送信できませ|送信に失敗|配信できませ|配信不能|届けることができ");
    private static final Pattern STILL_TRYING = Pattern.compile(
            "(?i)has (?:been )?(?:delayed|postponed)|not yet (?:been )?(?:delivered|received)|still (?:being|trying|attempt)|will (?:continue|keep|be retried|try again|retry)|message will be (?:retried|tried)"
                    + "|warning message only|advisory-only|(?:notification|warning) about a delay|temporar(?:y|ily)[\\w ]{0,30} (?:delay|deferred)|no need to (?:resend|send)|do not need to resend"
                    + "|verzögert|verzoegert|отложен|задерж|попытки (?:доставки )?(?:будут )?продолж|延迟|将继续(?:尝试|投递)|稍后重试");
    private static final Pattern GIVEN_UP = Pattern.compile(
            "(?i)permanent|given up|giving up|gave up|no further|could not be delivered for|timed? ?out after|expired|final(?:ly)?\\b|would not be delivered");
    private static final Pattern RETURNED = Pattern.compile(
            "(?im)^[\\W_&&[^\\n]]{0,60}(?:this is a copy of|(?:below this line is )?a copy of (?:your|the)|below this line|(?:your )?original (?:message|mail|e-?mail)\\b(?! (?:was|received|has))"
                    + "|unsent message|returned message|message (?:header|text|body|content)s?\\b[^.]{0,30}follow|(?:mail|message) (?:header )?follows?|(?:the )?(?:headers?|first \\d+ lines|body|text|beginning|full|content)s? of (?:your|the)"
                    + "|your message (?:reads|was sent)|copy of (?:your|the) (?:message|mail)|(?:included|enclosed|attached|attachment) is a copy|message details|header lines?|undelivered message (?:follow|is)|here is a copy"
                    + "|start of (?:returned|original)|received: (?:from|by|\\()|return-path: <"
                    + "|originalnachricht|kopie der|исходное (?:сообщение|письмо)|заголовки (?:исходного|письма)|原始邮件|原邮件)");

    /** Where the address stands, the surest place first. */
    private static final List<Pattern> PLACES = List.of(
            // beside a label that only these notices have
            place(
                    "(?im)^\\W{0,8}(?:error-for|failed[- ]recipients?|addressed to|originally addressed to|intended recipient)\\s{0,4}[:=]?\\s{0,8}<?(",
                    ")"),
            // alone on its line
            place(
                    "(?m)^[ \\t>*\"'(\\[•·-]{0,20}<?(?:mailto:)?(",
                    ")>?[\"'\\])]{0,2}[ \\t]{0,8}[.,:;]?[ \\t]{0,8}(?:[(\\[][^\\n]{0,300})?$"),
            // in the transcript of sendmail
            place("(?m)^[45]\\d\\d[ -](?:[45]\\.\\d{1,3}\\.\\d{1,3} )?<?(", ")>?\\.\\.\\. "),
            // first on its line
            place(
                    "(?m)^[ \\t>*\"'(-]{0,20}<?(?:mailto:)?(",
                    ")>?[\"')]?[ \\t]{0,8}(?:[:;,=]|\\.\\.\\.|--?|\\s[(\\[<]|\\t|  | on [A-Z])"),
            // what an address that is not told was made of
            place("(?i)\\(generated from (", ")\\)"),
            // in the notation of X.400
            place("(?i)dda:smtp=(", ")"),
            // behind a name, or in brackets, at the end of a line
            place("(?m)^[^\\n@]{0,120}[<(\\[](?:mailto:)?(", ")[>)\\]][ \\t.,:;]{0,8}$"),
            // behind a label or a reply
            place(
                    "(?im)(?:rcpt to|recipient|recipients|user|userid|account|mailbox|address|deliver\\w{0,10}|send|to|an|для|адрес\\w{0,10}|收件人)\\b[^\\n@]{0,40}?[:：<\"'\\s(]{1,8}(",
                    ")"),
            place("(?m)[45]\\d\\d[ -][^\\n@]{0,80}?[<\\s(](", ")"),
            place("(?i)(?<!from[ :<]{1,2})(?<![\\w.+-])(", ")"));

    /** How many of the places are sure enough for an address that is also the reader's own. */
    private static final int SURE_PLACES = 4;

    private static Pattern place(String before, String behind) {
        return Pattern.compile(before + ADDRESS + behind);
    }

    /**
     * Reads a notice.
     *
     * @param text the text of the mail in front of what it returns
     * @param headers the header of the mail; its own addresses are not those that failed
     * @return what it says; empty when no phrase says that delivery failed
     */
    static Optional<FailureNotice> read(String text, Headers headers) {
        String notice = beforeReturnedMail(text);
        String flat = notice.replace('\n', ' ');
        Matcher phrase = PHRASE.matcher(flat);
        if (!phrase.find()) {
            return Optional.empty();
        }
        boolean permanent =
                !STILL_TRYING.matcher(flat).find() || GIVEN_UP.matcher(flat).find();
        List<FailedRecipient> found = recipients(notice, ownAddresses(headers), permanent);
        if (!found.isEmpty()) {
            return Optional.of(new FailureNotice(
                    found, permanent, phrase.start(), found.get(0).diagnostic()));
        }
        return Optional.of(new FailureNotice(
                List.of(), permanent, phrase.start(), StatusReport.oneLine(notice.substring(phrase.start()))));
    }

    /** Whether the mail that failed follows in the text. */
    static boolean returnsMail(String text) {
        return RETURNED.matcher(text).find();
    }

    /** All addresses in a text, in order. */
    static List<EmailAddress> addresses(String text) {
        List<EmailAddress> found = new ArrayList<>();
        Matcher matcher = ANY_ADDRESS.matcher(text.substring(0, Math.min(text.length(), LONGEST_NOTICE)));
        while (matcher.find() && found.size() < MOST_RECIPIENTS) {
            if (!MASK.matcher(matcher.group()).find()) {
                EmailAddress.parse(matcher.group()).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Whether it names somebody whom the mail did not reach. */
    boolean isClear() {
        return !recipients.isEmpty();
    }

    /** Whether it comes to the point at once, as machines do. */
    boolean atBeginning() {
        return phraseAt < BEGINNING;
    }

    private static String beforeReturnedMail(String text) {
        String notice = text.substring(0, Math.min(text.length(), LONGEST_NOTICE));
        Matcher returned = RETURNED.matcher(notice);
        int from = 0;
        for (int tries = 0; tries < MOST_BEGINNINGS && returned.find(from); tries++) {
            String before = notice.substring(0, returned.start());
            if (ANY_ADDRESS.matcher(before).find()
                    && PHRASE.matcher(before.replace('\n', ' ')).find()) {
                return before;
            }
            from = returned.end();
        }
        return notice;
    }

    private static List<FailedRecipient> recipients(String notice, Set<EmailAddress> own, boolean permanent) {
        for (Pattern place : PLACES) {
            List<FailedRecipient> found = recipients(
                    place.matcher(notice), notice, address -> own.contains(address) || isNobody(address), permanent);
            if (!found.isEmpty()) {
                return found;
            }
        }
        for (Pattern place : PLACES.subList(0, SURE_PLACES)) {
            List<FailedRecipient> found = recipients(place.matcher(notice), notice, address -> false, permanent);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<FailedRecipient> recipients(
            Matcher matcher, String notice, Predicate<EmailAddress> excluded, boolean permanent) {
        Set<EmailAddress> seen = new LinkedHashSet<>();
        List<FailedRecipient> found = new ArrayList<>();
        while (matcher.find() && found.size() < MOST_RECIPIENTS) {
            Optional<EmailAddress> address = EmailAddress.parse(stripped(matcher.group(1)));
            boolean masked = MASK.matcher(matcher.group(1)).find();
            if (masked || address.isEmpty() || excluded.test(address.get()) || !seen.add(address.get())) {
                continue;
            }
            String said = said(notice, matcher.start(1));
            found.add(new FailedRecipient(address.get(), permanent, StatusReport.codeOrReply(said), said));
        }
        return found;
    }

    /** What stands beside an address: its line and the next ones, up to an empty line behind text. */
    private static String said(String notice, int address) {
        int at = notice.lastIndexOf('\n', address) + 1;
        int end = at;
        int lines = 0;
        while (end < notice.length() && lines < 6) {
            int next = notice.indexOf('\n', end);
            end = next < 0 ? notice.length() : next + 1;
            lines++;
            boolean blank = end < notice.length() && notice.charAt(end) == '\n';
            if (blank && lines > 1) {
                break;
            }
        }
        return StatusReport.oneLine(notice.substring(at, Math.min(end, notice.length())));
    }

    private static String stripped(String address) {
        String text = address;
        while (!text.isEmpty() && "'`*=".indexOf(text.charAt(0)) >= 0) {
            text = text.substring(1);
        }
        return text;
    }

    private static boolean isNobody(EmailAddress address) {
        String local = address.localPart().toLowerCase(Locale.ROOT);
        return local.equals("postmaster") || local.startsWith("mailer-daemon") || local.equals("abuse");
    }

    private static Set<EmailAddress> ownAddresses(Headers headers) {
        Set<EmailAddress> own = new LinkedHashSet<>();
        for (String name : List.of("To", "From", "Sender", "Reply-To", "Return-Path")) {
            headers.all(name).forEach(body -> own.addAll(addresses(body)));
        }
        return own;
    }
}
