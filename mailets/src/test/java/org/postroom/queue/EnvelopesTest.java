// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.mailbox.model.MessageIdDto;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.ArbitrarySerializable;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.PerRecipientHeaders.Header;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopesTest {

    private static final AttributeName NAME = AttributeName.of("org.postroom.test");

    /** A value with a serializer of its own. */
    public static final class Colour implements ArbitrarySerializable<Colour> {

        private final String name;

        Colour(String name) {
            this.name = name;
        }

        /** Reads one. */
        public static final class Reader implements Deserializer<Colour> {
            @Override
            public Optional<Colour> deserialize(Serializable<Colour> serializable) {
                return Optional.of(serializable.getValue().value())
                        .map(String.class::cast)
                        .map(Colour::new);
            }
        }

        @Override
        public Serializable<Colour> serialize() {
            return new Serializable<>(AttributeValue.of(name), Reader.class);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Colour colour && colour.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    static Stream<Named<AttributeValue<?>>> values() throws Exception {
        return Stream.<AttributeValue<?>>of(
                        AttributeValue.of(true),
                        AttributeValue.of("Вопрос 问题 Frage \u0000 \ud83d\ude00 \ud83d"),
                        AttributeValue.of(Integer.MIN_VALUE),
                        AttributeValue.of(5L),
                        AttributeValue.of(Long.MAX_VALUE),
                        AttributeValue.of(1.1f),
                        AttributeValue.of(5.0),
                        AttributeValue.of(Double.MIN_VALUE),
                        AttributeValue.of(ZonedDateTime.parse("2026-10-25T02:30:00.123456789+02:00[Europe/Berlin]")),
                        AttributeValue.of(new MessageIdDto("42")),
                        AttributeValue.of(
                                URI.create("https://acme.test/help?a=b").toURL()),
                        AttributeValue.of(Optional.of(AttributeValue.of("inside"))),
                        AttributeValue.of(Optional.empty()),
                        AttributeValue.of(List.of(AttributeValue.of("one"), AttributeValue.of(2))),
                        AttributeValue.of(Map.of("key", AttributeValue.of(List.of(AttributeValue.of(3L))))),
                        AttributeValue.of(new Colour("green")))
                .map(value -> Named.of(value.value().getClass().getSimpleName(), value));
    }

    @ParameterizedTest
    @MethodSource("values")
    void attributeShouldComeBackAsItWas(AttributeValue<?> value) {
        MailImpl mail = Samples.mail("one");
        mail.setAttribute(new Attribute(NAME, value));

        assertThat(copy(mail).getAttribute(NAME)).contains(new Attribute(NAME, value));
    }

    @Test
    void bytesOfAnAttributeShouldComeBackAsTheyWere() {
        byte[] bytes = {0, 1, -1, 127, -128};
        MailImpl mail = Samples.mail("one");
        mail.setAttribute(new Attribute(NAME, AttributeValue.of(bytes)));

        assertThat(copy(mail)
                        .getAttribute(NAME)
                        .flatMap(attribute -> attribute.getValue().valueAs(byte[].class)))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    }

    @Test
    void attributeThatCannotBeKeptShouldBeLeftOutAndTheOthersStay() {
        MailImpl mail = Samples.mail("one");
        mail.setAttribute(new Attribute(NAME, AttributeValue.ofUnserializable(new Object())));
        mail.setAttribute(new Attribute(AttributeName.of("not a number"), AttributeValue.of(Double.NaN)));
        mail.setAttribute(new Attribute(AttributeName.of("other"), AttributeValue.of("stays")));

        assertThat(copy(mail).attributeNames().map(AttributeName::asString)).containsExactly("other");
    }

    @Test
    void hugeAttributeShouldComeBackAsItWas() {
        String huge = "x".repeat(21_000_000);
        MailImpl mail = Samples.mail("one");
        mail.setAttribute(new Attribute(NAME, AttributeValue.of(huge)));

        assertThat(copy(mail).getAttribute(NAME)).contains(new Attribute(NAME, AttributeValue.of(huge)));
    }

    @Test
    void fieldsShouldComeBackAsTheyWere() throws Exception {
        MailAddress first = new MailAddress("first@acme.test");
        MailAddress second = new MailAddress("\"second one\"@acme.test");
        Header header = Header.builder().name("X-Note").value("для вас: 你好").build();
        MailImpl mail = MailImpl.builder()
                .name("Mail1-!2-to-acme.test")
                .sender("bounce+a=b@example.org")
                .addRecipients(first, second)
                .state("desk-error")
                .errorMessage("Не удалось\r\nпри обработке\u0000")
                .remoteAddr("2001:db8::1")
                .remoteHost("mx.example.org")
                .lastUpdated(new Date(1_795_000_000_123L))
                .addHeaderForRecipient(header, second)
                .build();

        MailImpl copy = copy(mail);

        assertThat(copy.getName()).isEqualTo(mail.getName());
        assertThat(copy.getMaybeSender()).isEqualTo(mail.getMaybeSender());
        assertThat(copy.getRecipients()).containsExactly(first, second);
        assertThat(copy.getState()).isEqualTo("desk-error");
        assertThat(copy.getErrorMessage()).isEqualTo(mail.getErrorMessage());
        assertThat(copy.getRemoteAddr()).isEqualTo("2001:db8::1");
        assertThat(copy.getRemoteHost()).isEqualTo("mx.example.org");
        assertThat(copy.getLastUpdated()).isEqualTo(mail.getLastUpdated());
        assertThat(copy.getPerRecipientSpecificHeaders().getHeadersForRecipient(second).stream()
                        .collect(Collectors.toMap(Header::getName, Header::getValue)))
                .isEqualTo(Map.of("X-Note", "для вас: 你好"));
    }

    @Test
    void nullSenderShouldStayNull() {
        MailImpl mail = Samples.mail("failure");
        mail.setSender(MailAddress.nullSender());

        assertThat(copy(mail).getMaybeSender()).isEqualTo(MaybeSender.nullSender());
    }

    @Test
    void envelopeShouldBeAscii() {
        MailImpl mail = Samples.mail("one");
        mail.setErrorMessage("ошибка \ud83d");

        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(Envelopes.write(mail)))
                .isTrue();
    }

    @Test
    void whatIsNoEnvelopeShouldBeRefused() {
        assertThatThrownBy(() -> Envelopes.read("{")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Envelopes.read("{\"name\":\"a\",\"recipients\":[\"@\"]}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Envelopes.read("[]")).isInstanceOf(IllegalArgumentException.class);
    }

    private static MailImpl copy(MailImpl mail) {
        return Envelopes.read(Envelopes.write(mail));
    }
}
