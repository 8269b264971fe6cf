// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.postroom.desk.Language;
import org.postroom.message.IncomingMail;
import org.postroom.ticket.Classification;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;

/**
 * Says what a mail from outside is: kind first, then language and priority. Category and tags are left to an admin's rules.
 *
 * <p>Thread-safe; one for the whole server.
 */
public final class Classifier {

    private static final int LONGEST_READ = 20_000;
    private static final Pattern QUOTATION_FOLLOWS = Pattern.compile(
            "(?i)^\\s{0,8}(?:-{2,20} ?(?:original|forwarded|ursprüngliche|weitergeleitete|исходное|пересылаемое|原始邮件|转发)"
                    + "|_{20}|(?:on|am|le) .{5,200} (?:wrote|schrieb|a écrit).{0,200}:\\s{0,4}$"
                    + "|.{5,200}(?:пишет|писал|писала|написал|написала)\\s{0,4}:\\s{0,4}$|在.{5,200}写道\\s{0,4}[:：])");

    private final Languages languages;
    private final Urgency urgency;

    /**
     * What is classified.
     *
     * @param mail the mail
     * @param source its bytes, for what reports say in parts that the mail's text leaves out
     * @param envelope who the envelope says sent it
     * @param languages the desk's languages
     * @param ownInstances ids that our own installations write into {@code X-Postroom-Loop}
     */
    public record Input(
            IncomingMail mail,
            byte[] source,
            EnvelopeSender envelope,
            List<Language> languages,
            Set<String> ownInstances) {}

    /**
     * Takes its parts.
     *
     * @param languages tells languages
     * @param urgency tells what hurries
     */
    public Classifier(Languages languages, Urgency urgency) {
        this.languages = languages;
        this.urgency = urgency;
    }

    /**
     * Classifies a mail.
     *
     * @param input the mail and where it came to
     * @return what it is; never fails, whatever the mail is
     */
    public Classification classify(Input input) {
        IncomingMail mail = input.mail();
        Optional<DeliveryFailure> failure = DeliveryFailure.read(input.source(), input.envelope());
        KindOfMail kind = KindOfMail.of(mail, failure, input.envelope(), input.ownInstances());
        String text = withoutQuotations(mail.text());
        Language language = languages.of(mail.subject(), text, input.languages());
        Priority priority = kind.kind() == MessageKind.CUSTOMER
                ? urgency.of(mail.headers(), mail.subject(), text, language).priority()
                : Priority.NORMAL;
        return new Classification(kind.kind(), kind.reason(), language, Optional.empty(), priority, Set.of());
    }

    /** What the author added; all of it where nothing would be left. */
    private static String withoutQuotations(String text) {
        StringBuilder own = new StringBuilder();
        for (String line :
                text.substring(0, Math.min(text.length(), LONGEST_READ)).split("\n", -1)) {
            if (QUOTATION_FOLLOWS.matcher(line).find()) {
                break;
            }
            if (!line.startsWith(">")) {
                own.append(line).append('\n');
            }
        }
        return own.toString().isBlank() ? text : own.toString();
    }
}
