// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.message.EmailAddress;
import org.postroom.message.Headers;
import org.postroom.message.MessageId;

/**
 * What Amazon SES says of a failure: JSON in the text of a mail of the notification service, whose long lines servers on its
 * way break with {@code !}; or that JSON once more as a string within JSON. The few fields that count are looked for, so that what is broken or cut elsewhere does no harm.
 */
final class SesNotification {

    private static final int LONGEST = 100_000;
    private static final int LONGEST_SAID = 500;
    private static final int MOST = 100;

    private static final Pattern BROKEN = Pattern.compile("!\\n ?");
    private static final Pattern BOUNCE =
            Pattern.compile("\"(?:notificationType|eventType)\"\\s{0,3}:\\s{0,3}\"Bounce\"");
    private static final Pattern TYPE = field("bounceType");
    private static final Pattern RECIPIENTS =
            Pattern.compile("\"bouncedRecipients\"\\s{0,3}:\\s{0,3}\\[([^\\]]{0,50000})");
    private static final Pattern RECIPIENT = Pattern.compile("\\{([^{}]{0,5000})}");
    private static final Pattern ADDRESS = field("emailAddress");
    private static final Pattern STATUS = field("status");
    private static final Pattern DIAGNOSTIC = field("diagnosticCode");
    private static final Pattern RETURNED = Pattern.compile(
            "(?i)\"(?:Message-ID\"\\s{0,3},\\s{0,3}\"value|messageId)\"\\s{0,3}:\\s{0,3}\"(<[^<>\\s\"]{1,900}>)\"");

    private SesNotification() {}

    private static Pattern field(String name) {
        return Pattern.compile("\"" + name + "\"\\s{0,3}:\\s{0,3}\"((?:[^\"\\\\]|\\\\.){0,2000}+)\"");
    }

    /** The failure that a mail of the service tells of; empty for all other mails. */
    static Optional<DeliveryFailure> read(Headers headers, String text) {
        if (!headers.has("x-amz-sns-message-id") || !text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        String json = BROKEN.matcher(text.substring(0, Math.min(text.length(), LONGEST)))
                .replaceAll("")
                .replace("\\\"", "\"");
        if (!BOUNCE.matcher(json).find()) {
            return Optional.empty();
        }
        boolean permanent = !value(TYPE, json).orElse("Permanent").equals("Transient");
        List<FailedRecipient> recipients = new ArrayList<>();
        Matcher list = RECIPIENTS.matcher(json);
        Matcher each = RECIPIENT.matcher(list.find() ? list.group(1) : "");
        while (each.find() && recipients.size() < MOST) {
            recipient(each.group(1), permanent).ifPresent(recipients::add);
        }
        List<MessageId> originals = new ArrayList<>();
        value(RETURNED, json).flatMap(MessageId::parse).ifPresent(originals::add);
        return Optional.of(new DeliveryFailure(recipients, permanent, originals));
    }

    private static Optional<FailedRecipient> recipient(String json, boolean permanent) {
        String said = StatusReport.oneLine(value(DIAGNOSTIC, json).orElse("").replace("\\", ""));
        String cut = said.substring(0, Math.min(said.length(), LONGEST_SAID));
        Optional<String> status =
                value(STATUS, json).flatMap(StatusReport::code).or(() -> StatusReport.codeOrReply(cut));
        return value(ADDRESS, json)
                .flatMap(EmailAddress::parse)
                .map(address -> new FailedRecipient(address, permanent, status, cut));
    }

    private static Optional<String> value(Pattern field, String json) {
        Matcher matcher = field.matcher(json);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
