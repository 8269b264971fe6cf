// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.classify.Classifier;
import org.postroom.classify.DeliveryFailure;
import org.postroom.classify.EnvelopeSender;
import org.postroom.classify.Languages;
import org.postroom.classify.Urgency;
import org.postroom.desk.Language;
import org.postroom.james.Mime4jMailParser;
import org.postroom.message.BaseSubject;
import org.postroom.message.IncomingMail;
import org.postroom.message.MailParser;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.message.NewText;
import org.postroom.ticket.Classification;

/**
 * Says what the pipeline sees in a mail, by the parts that the pipeline itself uses: {@link Mime4jMailParser},
 * {@link Classifier}, {@link DeliveryFailure}, {@link NewText}. The envelope is not known, so Return-Path stands for it.
 * What is absent is null, as everywhere in the JSON of the commands.
 */
final class Inspector {

    private final MailParser parser = new Mime4jMailParser();
    private final Classifier classifier = new Classifier(new Languages(), new Urgency());
    private final List<Language> languages;
    private final Set<String> ownInstances;

    /**
     * Takes what the desks say.
     *
     * @param languages the languages of all desks
     * @param ownInstances ids that our own mails carry
     */
    Inspector(List<Language> languages, Set<String> ownInstances) {
        this.languages = List.copyOf(languages);
        this.ownInstances = Set.copyOf(ownInstances);
    }

    /** Puts what a mail says into an object that has its file already. */
    void inspect(byte[] source, ObjectNode into) {
        IncomingMail mail = parser.parse(source);
        addresses(mail, into);
        into.put("subject", mail.subject());
        into.put("baseSubject", BaseSubject.of(mail.subject()).value());
        into.put("date", mail.date().map(Object::toString).orElse(null));
        classification(mail, source, into);
        NewText parts = NewText.of(mail);
        into.put("text", mail.text());
        into.put("newText", parts.newText());
        into.put("quotedText", parts.quotedText());
        into.put("signature", parts.signature());
        ArrayNode attachments = into.putArray("attachments");
        mail.attachments()
                .forEach(file -> attachments
                        .addObject()
                        .put("name", file.name())
                        .put("type", file.type())
                        .put("size", file.size()));
        into.set("problems", strings(mail.problems()));
    }

    private static void addresses(IncomingMail mail, ObjectNode into) {
        into.put("messageId", mail.messageId().map(MessageId::bracketed).orElse(null));
        into.set(
                "inReplyTo",
                strings(mail.inReplyTo().stream().map(MessageId::bracketed).toList()));
        into.set(
                "references",
                strings(mail.references().stream().map(MessageId::bracketed).toList()));
        into.put("from", mail.from().map(from -> from.address().asString()).orElse(null));
        into.put(
                "fromName",
                mail.from()
                        .map(NamedAddress::name)
                        .filter(name -> !name.isEmpty())
                        .orElse(null));
        into.set("to", bare(mail.to()));
        into.set("cc", bare(mail.cc()));
        into.set("replyTo", bare(mail.replyTo()));
    }

    private void classification(IncomingMail mail, byte[] source, ObjectNode into) {
        Classification found = classifier.classify(
                new Classifier.Input(mail, source, EnvelopeSender.UNKNOWN, languages, ownInstances));
        into.put("kind", found.kind().word());
        boolean automatic = found.kind().isRobot();
        into.putObject("automatic").put("is", automatic).put("why", automatic ? found.kindReason() : null);
        Optional<DeliveryFailure> failure = DeliveryFailure.read(source, EnvelopeSender.UNKNOWN);
        if (failure.isPresent()) {
            failure(failure.get(), into.putObject("deliveryFailure"));
        } else {
            into.putNull("deliveryFailure");
        }
        into.put("language", found.language().tag());
    }

    private static void failure(DeliveryFailure failure, ObjectNode into) {
        into.put("permanent", failure.permanent());
        ArrayNode recipients = into.putArray("recipients");
        failure.recipients()
                .forEach(recipient -> recipients
                        .addObject()
                        .put("address", recipient.address().asString())
                        .put("permanent", recipient.permanent())
                        .put("status", recipient.status().orElse(null))
                        .put("diagnostic", recipient.diagnostic()));
        into.put(
                "originalMessageId",
                failure.originals().stream()
                        .findFirst()
                        .map(MessageId::bracketed)
                        .orElse(null));
    }

    private static ArrayNode bare(List<NamedAddress> addresses) {
        return strings(addresses.stream().map(one -> one.address().asString()).toList());
    }

    private static ArrayNode strings(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}
