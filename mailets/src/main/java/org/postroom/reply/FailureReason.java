// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a mail was not delivered, in words that an agent can act on. By the enhanced status code (RFC 3463) where it says
 * anything, else by the far server's own words.
 */
enum FailureReason {
    /** The mailbox is full. */
    FULL(
            "[45]\\.2\\.2",
            "quota|mailbox (?:is )?full|full mailbox|over ?quota|storage|переполнен|邮箱已满|容量|Postfach (?:ist )?voll"),
    /** The mailbox is switched off. */
    DISABLED(
            "[45]\\.2\\.1",
            "disabled|inactive|suspended|deactivated|blocked account|account is locked|отключ[её]н|заблокирован|停用"),
    /** The mail is too large. */
    SIZE("[45]\\.(?:2\\.3|3\\.4)", "too (?:large|big)|size limit|exceeds (?:the )?(?:maximum|size)|слишком велик|过大"),
    /** There is no such address. */
    UNKNOWN(
            "[45]\\.1\\.(?:0|1|3|6|10)",
            "user unknown|unknown (?:user|recipient)|no such (?:user|address|recipient|mailbox|person)|does ?n[o']t exist"
                    + "|not exist|invalid (?:recipient|mailbox|address)|no mailbox|user not found|recipient (?:rejected|not found)"
                    + "|不存在|нет такого|не существует|не найден|unbekannt"),
    /** The domain does not exist or takes no mail. */
    DOMAIN(
            "[45]\\.(?:1\\.(?:2|4)|4\\.4)",
            "host (?:or domain name )?not found|domain (?:not found|does not exist)|nxdomain|no mx|unrouteable|name service error"),
    /** It cannot be reached. */
    UNREACHABLE(
            "[45]\\.4\\.(?:0|1|2|3|5|6|7|9)",
            "timed? ?out|connection (?:refused|reset|lost)|unreachable|no route|could not connect|cannot connect|expired"),
    /** Its policy refuses the mail. */
    REFUSED(
            "[45]\\.7\\.\\d{1,3}",
            "spam|policy|blacklist|blocklist|blocked|reputation|denied|refused|rejected|dmarc|spf|dkim|отклонен|拒绝|拒收"),
    /** Something else. */
    OTHER("", "");

    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
    private static final int LONGEST_READ = 4000;

    private final Pattern status;
    private final Pattern words;

    FailureReason(String status, String words) {
        this.status = Pattern.compile(status);
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /**
     * The reason.
     *
     * @param code the enhanced status code of a report; empty to look for it in the words
     * @param said what the far server said
     * @return the reason; {@link #OTHER} when nothing tells
     */
    static FailureReason of(Optional<String> code, String said) {
        String text = said.length() <= LONGEST_READ ? said : said.substring(0, LONGEST_READ);
        Matcher found = STATUS.matcher(text);
        Optional<String> status = code.or(() -> found.find() ? Optional.of(found.group(1)) : Optional.empty());
        for (FailureReason reason : values()) {
            if (reason != OTHER
                    && status.filter(s -> reason.status.matcher(s).matches()).isPresent()) {
                return refined(reason, text);
            }
        }
        return byWords(text);
    }

    /** The key of its text. */
    String key() {
        return "reason." + name().toLowerCase(Locale.ROOT);
    }

    /** Many servers say "refused" or "no such address" by code and mean what they say in words. */
    private static FailureReason refined(FailureReason byCode, String text) {
        return byCode == REFUSED && FULL.words.matcher(text).find() ? FULL : byCode;
    }

    private static FailureReason byWords(String text) {
        for (FailureReason reason : values()) {
            if (reason != OTHER && reason.words.matcher(text).find()) {
                return reason;
            }
        }
        return OTHER;
    }
}
