// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of a mail but its message, as JSON in ASCII. Attributes are written by their own serializers; one that cannot
 * be written or read is left out with a line in the log, and never holds its mail.
 */
final class Envelopes {

    private static final Logger LOGGER = LoggerFactory.getLogger(Envelopes.class);
    private static final int DEEPEST = 10_000;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private Envelopes() {}

    static String write(Mail mail) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", mail.getName());
        mail.getMaybeSender().asOptional().ifPresent(sender -> json.put("sender", sender.asString()));
        ArrayNode recipients = json.putArray("recipients");
        mail.getRecipients().forEach(recipient -> recipients.add(recipient.asString()));
        json.put("state", mail.getState());
        json.put("error", mail.getErrorMessage());
        json.put("remoteHost", mail.getRemoteHost());
        json.put("remoteAddress", mail.getRemoteAddr());
        Optional.ofNullable(mail.getLastUpdated()).ifPresent(date -> json.put("lastUpdated", date.getTime()));
        ArrayNode headers = json.putArray("headers");
        mail.getPerRecipientSpecificHeaders()
                .getHeadersByRecipient()
                .forEach((recipient, header) -> headers.addObject()
                        .put("recipient", recipient.asString())
                        .put("name", header.getName())
                        .put("value", header.getValue()));
        ObjectNode attributes = json.putObject("attributes");
        mail.attributes().forEach(attribute -> write(attribute, mail, attributes));
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the envelope of " + mail.getName() + " cannot be written", e);
        }
    }

    private static void write(Attribute attribute, Mail mail, ObjectNode attributes) {
        String name = attribute.getName().asString();
        try {
            attribute
                    .getValue()
                    .toJson()
                    .ifPresentOrElse(
                            value -> attributes.set(name, value),
                            () -> LOGGER.info(
                                    "Attribute {} of mail {} is lost in the queue: it has no serializer",
                                    name,
                                    mail.getName()));
        } catch (RuntimeException e) {
            LOGGER.warn("Attribute {} of mail {} is lost in the queue: it cannot be written", name, mail.getName(), e);
        }
    }

    /**
     * Makes the mail again, without its message.
     *
     * @param envelope what {@link #write} gave
     * @return the mail
     * @throws IllegalArgumentException when it is no envelope
     */
    static MailImpl read(String envelope) {
        try {
            JsonNode json = JSON.readTree(envelope);
            MailImpl.Builder mail = MailImpl.builder()
                    .name(json.path("name").asText())
                    .sender(text(json, "sender").map(Envelopes::address))
                    .addRecipients(addresses(json.path("recipients")));
            text(json, "state").ifPresent(mail::state);
            text(json, "error").ifPresent(mail::errorMessage);
            text(json, "remoteHost").ifPresent(mail::remoteHost);
            text(json, "remoteAddress").ifPresent(mail::remoteAddr);
            if (json.has("lastUpdated")) {
                mail.lastUpdated(new Date(json.path("lastUpdated").asLong()));
            }
            for (JsonNode header : json.path("headers")) {
                mail.addHeaderForRecipient(
                        Header.builder()
                                .name(header.path("name").asText())
                                .value(header.path("value").asText())
                                .build(),
                        address(header.path("recipient").asText()));
            }
            attributes(json.path("attributes"), mail);
            return mail.build();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the envelope cannot be read", e);
        }
    }

    private static void attributes(JsonNode json, MailImpl.Builder mail) {
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            try {
                mail.addAttribute(
                        new Attribute(AttributeName.of(entry.getKey()), AttributeValue.fromJson(entry.getValue())));
            } catch (RuntimeException e) {
                LOGGER.warn(
                        "Attribute {} of mail {} is left out: it cannot be read", entry.getKey(), mail.getName(), e);
            }
        }
    }

    private static List<MailAddress> addresses(JsonNode json) {
        List<MailAddress> addresses = new ArrayList<>();
        json.forEach(address -> addresses.add(address(address.asText())));
        return addresses;
    }

    private static MailAddress address(String address) {
        try {
            return new MailAddress(address);
        } catch (AddressException e) {
            throw new IllegalArgumentException("no address: " + address, e);
        }
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.hasNonNull(name) ? Optional.of(json.path(name).asText()) : Optional.empty();
    }
}
