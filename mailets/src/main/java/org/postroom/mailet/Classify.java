// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.james.PostroomAttributes;
import org.postroom.ticket.Classification;
import org.postroom.ticket.Priority;

/**
 * Sets what an admin's rule says of a mail. Only behind {@code ClassifyMail}, and in front of {@code AssignTicket}.
 *
 * <p>Parameters, of which at least one must be given; what is not given stays as it is:
 *
 * <ul>
 *   <li>{@code category}: a word of letters, digits and hyphens, such as {@code billing}.
 *   <li>{@code priority}: {@code low}, {@code normal}, {@code high} or {@code urgent}. A rule never lowers what the mail's
 *       own urgency words and headers said, except when it says {@code low}.
 *   <li>{@code tag}: one or more tags with commas between them, added to those that are there.
 * </ul>
 *
 * <pre>{@code
 * <mailet match='Says=refund OR возврат OR 退款 OR Erstattung' class="Classify">
 *   <category>billing</category>
 *   <priority>high</priority>
 *   <tag>money</tag>
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class Classify extends PostroomMailet {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,39}");

    private Optional<String> category = Optional.empty();
    private Optional<Priority> priority = Optional.empty();
    private Set<String> tags = Set.of();

    /** Made by Apache James. */
    public Classify() {
        super("category", "priority", "tag");
    }

    @Override
    void configure() throws MessagingException {
        category = parameter("category").map(word -> word.toLowerCase(Locale.ROOT));
        checkWord("category", category);
        Optional<String> word = parameter("priority");
        priority = word.flatMap(Priority::ofWord);
        if (word.isPresent() && priority.isEmpty()) {
            throw new MessagingException("Classify: priority is \"" + word.get()
                    + "\"; expected low, normal, high or urgent, such as <priority>high</priority>");
        }
        Set<String> read = new HashSet<>();
        for (String tag : parameter("tag").map(list -> list.split(",", -1)).orElse(new String[0])) {
            String stripped = tag.strip().toLowerCase(Locale.ROOT);
            checkWord("tag", Optional.of(stripped));
            read.add(stripped);
        }
        tags = Set.copyOf(read);
        if (category.isEmpty() && priority.isEmpty() && tags.isEmpty()) {
            throw new MessagingException(
                    "Classify sets nothing; expected <category>, <priority> or <tag>, such as <category>billing</category>");
        }
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        Classification before = PostroomAttributes.classification(mail)
                .orElseThrow(
                        () -> new MessagingException("Classify stands in front of ClassifyMail; it belongs behind it"));
        Set<String> allTags = new HashSet<>(before.tags());
        allTags.addAll(tags);
        PostroomAttributes.classify(
                mail,
                new Classification(
                        before.kind(),
                        before.kindReason(),
                        before.language(),
                        category.or(before::category),
                        priority.map(rule -> priority(before.priority(), rule)).orElse(before.priority()),
                        allTags));
    }

    private static Priority priority(Priority found, Priority rule) {
        return rule == Priority.LOW || rule.compareTo(found) > 0 ? rule : found;
    }

    private static void checkWord(String name, Optional<String> word) throws MessagingException {
        if (word.isPresent() && !WORD.matcher(word.get()).matches()) {
            throw new MessagingException("Classify: " + name + " is \"" + word.get()
                    + "\"; expected up to 40 letters, digits and hyphens, such as <" + name + ">billing</" + name
                    + ">");
        }
    }
}
