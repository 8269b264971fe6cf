// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Classification;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;

/**
 * The attributes by which Postroom's steps talk to each other about a mail. They belong to the mail and not to a recipient,
 * are handed on to twins, and are stored by the queue.
 */
public final class PostroomAttributes {

    private static final AttributeName KIND = AttributeName.of("postroom.kind");
    private static final AttributeName KIND_REASON = AttributeName.of("postroom.kind-reason");
    private static final AttributeName LANGUAGE = AttributeName.of("postroom.language");
    private static final AttributeName CATEGORY = AttributeName.of("postroom.category");
    private static final AttributeName PRIORITY = AttributeName.of("postroom.priority");
    private static final AttributeName TAGS = AttributeName.of("postroom.tags");
    private static final AttributeName FILED = AttributeName.of("postroom.filed");
    private static final AttributeName OUTBOX = AttributeName.of("postroom.outbox");

    private static final AttributeName TAKEN_OVER = AttributeName.of("postroom.taken-over");

    private PostroomAttributes() {}

    /**
     * A ticket that the mail was filed in.
     *
     * @param ticket the ticket's serial
     * @param message the message's key
     * @param opened whether the message opened the ticket
     */
    public record FiledAs(long ticket, long message, boolean opened) {

        private static FiledAs parse(String text) {
            String[] parts = text.split(":", -1);
            return new FiledAs(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Boolean.parseBoolean(parts[2]));
        }

        private String asString() {
            return ticket + ":" + message + ":" + opened;
        }
    }

    /**
     * What classification found so far.
     *
     * @param mail the mail
     * @return the classification, or empty before {@code ClassifyMail}
     */
    public static Optional<Classification> classification(Mail mail) {
        return text(mail, KIND)
                .flatMap(MessageKind::ofWord)
                .map(kind -> new Classification(
                        kind,
                        text(mail, KIND_REASON).orElse(""),
                        text(mail, LANGUAGE).map(Language::new).orElse(Language.UNKNOWN),
                        text(mail, CATEGORY),
                        text(mail, PRIORITY).flatMap(Priority::ofWord).orElse(Priority.NORMAL),
                        words(mail, TAGS)));
    }

    /**
     * Remembers what classification found.
     *
     * @param mail the mail
     * @param found what was found
     */
    public static void classify(Mail mail, Classification found) {
        set(mail, KIND, found.kind().word());
        set(mail, KIND_REASON, found.kindReason());
        set(mail, LANGUAGE, found.language().tag());
        found.category()
                .ifPresentOrElse(category -> set(mail, CATEGORY, category), () -> mail.removeAttribute(CATEGORY));
        set(mail, PRIORITY, found.priority().word());
        set(mail, TAGS, String.join(" ", new TreeSet<>(found.tags())));
    }

    /**
     * Where the mail was filed.
     *
     * @param mail the mail
     * @return one entry for each desk; empty before {@code AssignTicket}
     */
    public static List<FiledAs> filed(Mail mail) {
        return words(mail, FILED).stream().map(FiledAs::parse).toList();
    }

    /**
     * Remembers where the mail was filed.
     *
     * @param mail the mail
     * @param filed one entry for each desk
     */
    public static void filed(Mail mail, List<FiledAs> filed) {
        List<String> entries = new ArrayList<>();
        filed.forEach(entry -> entries.add(entry.asString()));
        set(mail, FILED, String.join(" ", entries));
    }

    /**
     * Marks a mail that an agent took over, and whose author shall get no acknowledgement.
     *
     * @param mail the mail
     * @param agent who took it over
     */
    public static void takenOverBy(Mail mail, EmailAddress agent) {
        set(mail, TAKEN_OVER, agent.asString());
    }

    /**
     * Who took a mail over without an acknowledgement to its author.
     *
     * @param mail the mail
     * @return the agent's address; empty for all other mails
     */
    public static Optional<String> takenOverBy(Mail mail) {
        return text(mail, TAKEN_OVER);
    }

    /**
     * Marks a mail that comes out of the outbox.
     *
     * @param mail the mail
     * @param id its key in the outbox
     */
    public static void fromOutbox(Mail mail, long id) {
        mail.setAttribute(new Attribute(OUTBOX, AttributeValue.of(id)));
    }

    /**
     * Whether a mail comes out of the outbox.
     *
     * @param mail the mail
     * @return true when Postroom itself sent it
     */
    public static boolean isFromOutbox(Mail mail) {
        return mail.getAttribute(OUTBOX).isPresent();
    }

    private static Set<String> words(Mail mail, AttributeName name) {
        Set<String> words = new TreeSet<>();
        text(mail, name)
                .ifPresent(text -> Arrays.stream(text.split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .forEach(words::add));
        return words;
    }

    private static Optional<String> text(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, String.class);
    }

    private static void set(Mail mail, AttributeName name, String value) {
        mail.setAttribute(new Attribute(name, AttributeValue.of(value)));
    }
}
