// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.message.EmailAddress;
import org.postroom.message.Headers;
import org.postroom.message.MessageId;

/**
 * A report that a mail did not reach somebody: RFC 3464, also where it is broken, and the forms that came before it and
 * never went away.
 *
 * @param recipients whom it did not reach, in order; empty when the report names nobody that could be read
 * @param permanent true when the other side has given up on at least one, false for a warning that it goes on trying
 * @param originals Message-IDs of the mail that is reported on, as far as the report returns it
 */
public record DeliveryFailure(List<FailedRecipient> recipients, boolean permanent, List<MessageId> originals) {

    private static final Pattern RETURNED_ID = Pattern.compile(
            "(?im)^[>| \\t]{0,8}(?:Original-)?Message-?ID\\s{0,4}:\\s{0,8}(?:\\n\\s{1,8})?(<[^<>\\s]{1,900}>)");
    private static final Pattern REJECTED = Pattern.compile("(?i)rejected|refused|quota|abgelehnt|отклонен|отклонён|拒");

    /** Takes copies. */
    public DeliveryFailure {
        recipients = List.copyOf(recipients);
        originals = List.copyOf(originals);
    }

    /**
     * Reads a report.
     *
     * @param source the bytes of any mail
     * @param envelope who the envelope says sent it
     * @return the failure that it reports; empty for any other mail, for a report of success, and for a failure that a
     *     person forwards or quotes
     */
    public static Optional<DeliveryFailure> read(byte[] source, EnvelopeSender envelope) {
        return read(Parts.read(source), envelope);
    }

    static Optional<DeliveryFailure> read(Parts parts, EnvelopeSender envelope) {
        Optional<DeliveryFailure> failure = reported(parts, envelope);
        return parts.type().equals("multipart/report") ? failure.map(found -> found.withRecipientOf(parts)) : failure;
    }

    /** A report that names nobody means whom the returned mail was written to, when that is one. */
    private DeliveryFailure withRecipientOf(Parts parts) {
        List<EmailAddress> to = new ArrayList<>();
        if (recipients.isEmpty()) {
            parts.leaves().stream().filter(Part::isReturnedMail).limit(1).forEach(part -> {
                String head = part.text().stripLeading();
                Headers headers = Parts.headers(head.substring(0, Parts.bodyStart(head)));
                for (String name : List.of("To", "Cc")) {
                    headers.all(name).forEach(body -> to.addAll(FailureNotice.addresses(body)));
                }
            });
        }
        return to.size() == 1
                ? new DeliveryFailure(
                        List.of(new FailedRecipient(to.get(0), permanent, Optional.empty(), "")), permanent, originals)
                : this;
    }

    private static Optional<DeliveryFailure> reported(Parts parts, EnvelopeSender envelope) {
        Headers headers = parts.headers();
        String reportType = Part.parameter(headers, "report-type").orElse("").toLowerCase(Locale.ROOT);
        if (reportType.equals("feedback-report") || hasLeaf(parts, "message/feedback-report")) {
            return Optional.empty();
        }
        boolean report = parts.type().equals("multipart/report");
        boolean robot = report || FailureSender.isRobot(headers, envelope);
        if (reportType.equals("disposition-notification")) {
            return rejectedByReceipt(parts);
        }
        String notice = notice(parts);
        Optional<DeliveryFailure> ofAmazon = SesNotification.read(headers, notice);
        if (ofAmazon.isPresent()) {
            return ofAmazon;
        }
        Optional<DeliveryFailure> structured = robot ? structured(parts, notice) : Optional.empty();
        if (structured.isPresent() || robot && isSuccess(parts)) {
            return structured;
        }
        Optional<Part> wrapped = wrapped(parts, notice);
        if (robot && wrapped.isPresent()) {
            return read(Parts.read(wrapped.get().text().getBytes(StandardCharsets.ISO_8859_1)), envelope);
        }
        return plain(parts, notice, robot, envelope);
    }

    /** A report that a scanner on its way put into a mail without a word above it; it is smaller, so this ends. */
    private static Optional<Part> wrapped(Parts parts, String notice) {
        return notice.isBlank()
                ? parts.leaves().stream().findFirst().filter(part -> part.type().equals("message/rfc822"))
                : Optional.empty();
    }

    /** A report of RFC 3464; empty when it has none, or one of success only. */
    private static Optional<DeliveryFailure> structured(Parts parts, String notice) {
        List<StatusReport.Entry> entries = parts.leaves().stream()
                .filter(Part::isDeliveryStatus)
                .flatMap(part -> StatusReport.read(part.text()).stream())
                .toList();
        if (entries.isEmpty()) {
            entries = StatusReport.read(notice).stream()
                    .filter(entry -> !entry.action().isEmpty())
                    .toList();
        }
        List<StatusReport.Entry> failed =
                entries.stream().filter(StatusReport.Entry::isFailure).toList();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        List<FailedRecipient> recipients = once(
                failed.stream().flatMap(entry -> entry.recipient().stream()).toList());
        boolean permanent = failed.stream().anyMatch(StatusReport.Entry::isPermanent);
        if (recipients.isEmpty()) {
            recipients = FailureNotice.read(notice, parts.headers())
                    .map(FailureNotice::recipients)
                    .orElse(List.of());
        }
        return Optional.of(new DeliveryFailure(recipients, permanent, originals(parts)));
    }

    private static boolean isSuccess(Parts parts) {
        List<StatusReport.Entry> entries = parts.leaves().stream()
                .filter(Part::isDeliveryStatus)
                .flatMap(part -> StatusReport.read(part.text()).stream())
                .filter(entry -> !entry.action().isEmpty())
                .toList();
        return !entries.isEmpty() && entries.stream().noneMatch(StatusReport.Entry::isFailure);
    }

    /** A notice in words. */
    private static Optional<DeliveryFailure> plain(Parts parts, String notice, boolean robot, EnvelopeSender envelope) {
        Headers headers = parts.headers();
        List<EmailAddress> named = headers.all("X-Failed-Recipients").stream()
                .flatMap(body -> FailureNotice.addresses(body).stream())
                .toList();
        boolean subject = FailureSender.hasFailureSubject(headers);
        if (named.isEmpty() && !robot && !subject) {
            return Optional.empty();
        }
        Optional<FailureNotice> read = FailureNotice.read(notice, headers);
        if (!named.isEmpty()) {
            boolean permanent = read.map(FailureNotice::permanent).orElse(true);
            String said = read.map(FailureNotice::said).orElse("");
            return Optional.of(new DeliveryFailure(
                    once(named.stream()
                            .map(address -> new FailedRecipient(address, permanent, StatusReport.code(said), said))
                            .toList()),
                    permanent,
                    originals(parts)));
        }
        boolean returns = parts.leaves().stream().anyMatch(Part::isReturnedMail) || FailureNotice.returnsMail(notice);
        boolean server = FailureSender.isServer(headers, envelope);
        boolean answer = FailureSender.isAnswer(headers);
        return read.filter(found -> server && (subject || returns || found.isClear())
                        || robot && (returns || subject && !answer)
                        || found.isClear() && !answer && (returns || found.atBeginning()))
                .map(found -> new DeliveryFailure(found.recipients(), found.permanent(), originals(parts)));
    }

    /** Some servers refuse a mail after accepting it by a receipt that says it was deleted (RFC 5429). */
    private static Optional<DeliveryFailure> rejectedByReceipt(Parts parts) {
        Optional<String> receipt = parts.leaves().stream()
                .filter(part -> part.type().equals("message/disposition-notification"))
                .map(Part::text)
                .findFirst();
        boolean rejected = receipt.filter(text -> text.toLowerCase(Locale.ROOT).contains("deleted"))
                        .isPresent()
                && REJECTED.matcher(notice(parts)).find()
                && REJECTED.matcher(parts.headers().first("Subject").orElse("")
                                + parts.headers().first("Auto-Submitted").orElse(""))
                        .find();
        if (!rejected) {
            return Optional.empty();
        }
        List<FailedRecipient> recipients = once(receipt.stream()
                .flatMap(text -> StatusReport.read(text).stream())
                .flatMap(entry -> entry.recipient().stream())
                .toList());
        return Optional.of(new DeliveryFailure(recipients, true, originals(parts)));
    }

    private static boolean hasLeaf(Parts parts, String type) {
        return parts.leaves().stream().anyMatch(part -> part.type().equals(type));
    }

    /** What the report says in words: its text parts in front of what it returns. */
    private static String notice(Parts parts) {
        StringBuilder notice = new StringBuilder();
        for (Part part : parts.leaves()) {
            if (part.isReturnedMail()) {
                break;
            }
            if (part.isText()) {
                notice.append(part.text()).append('\n');
            }
        }
        return notice.substring(0, Math.min(notice.length(), FailureNotice.LONGEST_NOTICE));
    }

    private static List<MessageId> originals(Parts parts) {
        Set<MessageId> found = new LinkedHashSet<>();
        for (Part part : parts.leaves()) {
            if (part.isReturnedMail()) {
                String head = part.text().stripLeading();
                Parts.headers(head.substring(0, Parts.bodyStart(head)))
                        .first("Message-ID")
                        .flatMap(MessageId::parse)
                        .ifPresent(found::add);
            } else {
                Matcher matcher = RETURNED_ID.matcher(part.text());
                while (matcher.find()) {
                    MessageId.parse(matcher.group(1)).ifPresent(found::add);
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<FailedRecipient> once(List<FailedRecipient> recipients) {
        Set<EmailAddress> seen = new LinkedHashSet<>();
        List<FailedRecipient> kept = new ArrayList<>();
        for (FailedRecipient recipient : recipients) {
            if (seen.add(recipient.address())) {
                kept.add(recipient);
            }
        }
        return kept;
    }
}
