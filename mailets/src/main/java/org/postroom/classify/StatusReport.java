// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.message.EmailAddress;
import org.postroom.message.Headers;

/** The fields of a {@code message/delivery-status} part (RFC 3464 section 2), read leniently. */
final class StatusReport {

    private static final int LONGEST_DIAGNOSTIC = 500;
    private static final int LONGEST_GROUP = 8_000;
    private static final int MOST_ENTRIES = 500;
    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.]*\\d)");
    private static final Pattern REPLY = Pattern.compile("(?<![\\d.])([45])\\d\\d(?=[\\s-])");
    private static final Pattern XTEXT = Pattern.compile("\\+([0-9A-F]{2})");

    private StatusReport() {}

    /**
     * One group of per-recipient fields.
     *
     * @param address the address; empty when there is none that we could send to
     * @param action the Action field in lower case, such as {@code failed}; empty when it is missing
     * @param status the status code; empty when there is none
     * @param diagnostic what the other side said
     */
    record Entry(Optional<EmailAddress> address, String action, Optional<String> status, String diagnostic) {

        /** RFC 3464 section 2.3.3: failed and delayed; without an Action the status decides. */
        boolean isFailure() {
            return switch (action) {
                case "failed", "delayed" -> true;
                case "delivered", "relayed", "expanded" -> false;
                default -> status.isPresent() ? !status.get().startsWith("2") : !diagnostic.isEmpty();
            };
        }

        boolean isPermanent() {
            return !action.equals("delayed")
                    && (action.equals("failed") || !status.orElse("5").startsWith("4"));
        }

        Optional<FailedRecipient> recipient() {
            return address.map(known -> new FailedRecipient(known, isPermanent(), status, diagnostic));
        }
    }

    /**
     * Reads the groups.
     *
     * @param text the content of the part
     * @return one entry a recipient, in order
     */
    static List<Entry> read(String text) {
        List<Entry> entries = new ArrayList<>();
        StringBuilder pending = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            boolean startsRecipient = startsWith(line, "Final-Recipient:") || startsWith(line, "Original-Recipient:");
            boolean another = startsRecipient
                    && Parts.headers(pending.toString())
                            .has(line.substring(0, line.indexOf(':')).strip());
            if (line.isBlank() && hasAddress(pending) || another) {
                entry(pending).ifPresent(entries::add);
                pending.setLength(0);
            }
            if (pending.length() > LONGEST_GROUP || entries.size() >= MOST_ENTRIES) {
                pending.setLength(0);
            }
            if (!line.isBlank()) {
                pending.append(line).append('\n');
            } else if (!pendingHasRecipientFields(pending)) {
                pending.setLength(0);
            }
        }
        entry(pending).ifPresent(entries::add);
        return entries;
    }

    /** The first enhanced status code in a text (RFC 3463). */
    static Optional<String> code(String text) {
        Matcher matcher = STATUS.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The enhanced code of a failure, or one made of its SMTP reply code (RFC 5321 section 4.2.1); transcripts have others. */
    static Optional<String> codeOrReply(String text) {
        Optional<String> failure = STATUS.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(found -> !found.startsWith("2"))
                .findFirst();
        return failure.or(() -> {
            Matcher matcher = REPLY.matcher(text);
            return matcher.find() ? Optional.of(matcher.group(1) + ".0.0") : Optional.empty();
        });
    }

    /** In one line, not too long. */
    static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_DIAGNOSTIC ? line : line.substring(0, LONGEST_DIAGNOSTIC);
    }

    private static boolean startsWith(String line, String prefix) {
        return line.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static boolean hasAddress(CharSequence pending) {
        return pending.toString().contains("@");
    }

    private static boolean pendingHasRecipientFields(CharSequence pending) {
        String text = pending.toString().toLowerCase(Locale.ROOT);
        return text.contains("-recipient:") || text.contains("action:");
    }

    private static Optional<Entry> entry(CharSequence group) {
        Headers fields = Parts.headers(group.toString());
        Optional<String> original = fields.first("Original-Recipient").map(StatusReport::withoutXtext);
        Optional<String> named = fields.first("Final-Recipient");
        if (original.isEmpty() && named.isEmpty()) {
            return Optional.empty();
        }
        Optional<EmailAddress> address = original.flatMap(StatusReport::address)
                .or(() -> named.flatMap(StatusReport::address))
                .or(() -> fields.first("X-Actual-Recipient").flatMap(StatusReport::address));
        String diagnostic = oneLine(fields.first("Diagnostic-Code").orElse(""));
        Optional<String> status =
                fields.first("Status").flatMap(StatusReport::code).or(() -> codeOrReply(diagnostic));
        return Optional.of(new Entry(address, action(fields), status, diagnostic));
    }

    private static String action(Headers fields) {
        String action = fields.first("Action").orElse("").toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < action.length() && Character.isLetter(action.charAt(end))) {
            end++;
        }
        String word = action.substring(0, end);
        return word.equals("failure") || word.equals("fail") ? "failed" : word;
    }

    private static Optional<EmailAddress> address(String field) {
        String text = field.substring(field.indexOf(';') + 1);
        return FailureNotice.addresses(text).stream().findFirst();
    }

    private static String withoutXtext(String field) {
        return XTEXT.matcher(field)
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
    }
}
