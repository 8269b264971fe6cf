// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postroom.store.sql.Samples.ANN;
import static org.postroom.store.sql.Samples.IVAN;
import static org.postroom.store.sql.Samples.JUERGEN;
import static org.postroom.store.sql.Samples.MORNING;
import static org.postroom.store.sql.Samples.SALES;
import static org.postroom.store.sql.Samples.SUPPORT;
import static org.postroom.store.sql.Samples.WANG;
import static org.postroom.store.sql.Samples.key;
import static org.postroom.store.sql.Samples.mail;
import static org.postroom.store.sql.Samples.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.DuplicateMailException;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.Message;
import org.postroom.ticket.NewMessage;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction.KnownMail;
import org.postroom.ticket.TicketTransaction.KnownReference;
import org.postroom.ticket.Viewer;

/** What {@link org.postroom.ticket.Tickets} do with messages, their keys, references and index marks. */
abstract class MessagesContract extends StoreContract {

    @Test
    void filedMessageShouldBeFoundByKeyAuthorAndTicket() {
        Ticket ticket = opened();
        String id = unique("письмо");
        NewMessage mail =
                mail(ticket.id(), id).from(IVAN).subject("Вопрос о счёте № 7 ✉").build();

        Message message = tickets.inTransaction(tx -> tx.add(mail));

        use(tx -> {
            assertThat(tx.messageOf(SUPPORT.id(), mail.key())).contains(message);
            KnownMail same = new KnownMail(SUPPORT.id(), true, message);
            KnownMail alike = new KnownMail(SUPPORT.id(), false, message);
            MailKey changed = key(id, source("with a footer"));
            assertThat(tx.known(mail.key(), Optional.of(IVAN.address()))).containsExactlyInAnyOrder(same, alike);
            assertThat(tx.known(mail.key(), Optional.of(ANN.address()))).containsExactly(same);
            assertThat(tx.known(mail.key(), Optional.empty())).containsExactly(same);
            assertThat(tx.known(changed, Optional.of(IVAN.address()))).containsExactly(alike);
            assertThat(tx.known(changed, Optional.of(ANN.address()))).isEmpty();
            assertThat(tx.messageOf(SALES.id(), mail.key())).isEmpty();
            assertThat(tx.message(message.id())).contains(message);
            assertThat(tx.messages(ticket.id())).containsExactly(message);
        });
        assertThat(message.opensTicket()).isTrue();
        assertThat(message.from()).contains(IVAN);
        assertThat(message.messageId()).contains(new MessageId(id));
        assertThat(message.size()).isEqualTo(mail.source().length);
        assertThat(message.routed()).isFalse();
        assertThat(ticketNow(ticket).messages()).isOne();
    }

    @Test
    void addedMessageShouldWriteAnEventOfItsAuthor() {
        Ticket ticket = opened();
        Instant later = MORNING.plusSeconds(60);
        filed(mail(ticket.id(), unique("one")));
        filed(mail(ticket.id(), unique("two")).from(WANG).receivedAt(later));

        Event event = tickets.events(ticket.number(), Viewer.ADMIN).get(2);
        assertThat(event.event().type()).isEqualTo(EventType.MESSAGE_ADDED);
        assertThat(event.event().newValue()).isEqualTo("2");
        assertThat(event.event().actor()).isEqualTo(WANG.address().asString());
        assertThat(event.event().occurredAt()).isEqualTo(later);
        assertThat(ticketNow(ticket).updatedAt()).isEqualTo(later);
        assertThat(ticketNow(ticket).version()).isEqualTo(3);
    }

    @Test
    void sameKeyShouldBeRefusedAtItsDeskOnly() {
        Ticket ticket = opened();
        Ticket elsewhere = opened(SALES, ANN);
        String id = unique("twice");
        filed(mail(ticket.id(), id));

        assertThatThrownBy(() -> filed(mail(ticket.id(), id))).isInstanceOf(DuplicateMailException.class);
        filed(mail(elsewhere.id(), id).at(SALES));

        assertThat(ticketNow(ticket).messages()).isOne();
        MailKey key = key(id, source("body of " + id));
        use(tx -> {
            assertThat(tx.known(key, Optional.empty()))
                    .extracting(known -> known.message().ticket())
                    .containsExactlyInAnyOrder(ticket.id(), elsewhere.id());
            assertThat(tx.known(key, Optional.empty()))
                    .extracting(KnownMail::desk)
                    .containsExactlyInAnyOrder(SUPPORT.id(), SALES.id());
        });
    }

    @Test
    void eightThreadsWithTheSameMailShouldFileItOnce() {
        String id = unique("storm");
        MailKey key = key(id, source("body of " + id));

        List<Message> results = together(
                8,
                () -> tickets.inTransaction(tx -> tx.messageOf(SUPPORT.id(), key)
                        .orElseGet(() -> tx.add(mail(
                                        tx.open(Samples.ticket(SUPPORT, WANG, "退款"))
                                                .id(),
                                        id)
                                .from(WANG)
                                .build()))));

        assertThat(results).extracting(Message::id).containsOnly(results.get(0).id());
        assertThat(tickets.messages(tickets.numberOf(results.get(0).ticket()).orElseThrow(), Viewer.ADMIN))
                .hasSize(1);
    }

    @Test
    void eightRewrittenCopiesAtOnceShouldBeOneMessageAndSevenVariants() {
        String id = unique("list");
        NamedAddress author = new NamedAddress("Größe", org.postroom.message.EmailAddress.of(unique("author")));
        AtomicInteger footer = new AtomicInteger();

        List<Message> results = together(8, () -> {
            byte[] source = source("body, footer " + footer.incrementAndGet());
            return tickets.inTransaction(tx -> {
                Optional<Message> original = tx.known(key(id, source), Optional.of(author.address())).stream()
                        .map(KnownMail::message)
                        .findFirst();
                if (original.isPresent()) {
                    tx.addVariant(
                            original.get(),
                            mail(original.get().ticket(), id)
                                    .from(author)
                                    .source(source)
                                    .build());
                    return original.get();
                }
                long ticket = tx.open(Samples.ticket(SUPPORT, author, "Liste")).id();
                return tx.add(mail(ticket, id).from(author).source(source).build());
            });
        });

        assertThat(results).extracting(Message::id).containsOnly(results.get(0).id());
        assertThat(tickets.ticketsOfPerson(author.address())).hasSize(1);
        assertThat(tickets.events(tickets.numberOf(results.get(0).ticket()).orElseThrow(), Viewer.ADMIN).stream()
                        .filter(event -> event.event().type() == EventType.VARIANT_ADDED))
                .hasSize(7);
    }

    @Test
    void variantShouldBeKnownByItsKeyAndCountForNothing() {
        Ticket ticket = opened();
        String id = unique("variant");
        Message original = filed(mail(ticket.id(), id));
        NewMessage variant =
                mail(ticket.id(), id).source(source("with a footer")).build();
        use(tx -> tx.addVariant(original, variant));

        use(tx -> {
            assertThat(tx.messageOf(SUPPORT.id(), variant.key())).contains(original);
            assertThat(tx.messages(ticket.id())).containsExactly(original);
        });
        assertThat(ticketNow(ticket).messages()).isOne();
        assertThatThrownBy(() -> use(tx -> tx.addVariant(original, variant)))
                .isInstanceOf(DuplicateMailException.class);
    }

    @Test
    void mailsWithoutMessageIdShouldBeTwoWhenTheirDigestsDiffer() {
        Ticket ticket = opened();
        Message monday = filed(mail(ticket.id(), "").source(source("any news? (Monday) " + unique(""))));
        Message tuesday = filed(mail(ticket.id(), "").source(source("any news? (Tuesday) " + unique(""))));

        use(tx -> assertThat(tx.messages(ticket.id())).containsExactly(monday, tuesday));
        assertThat(monday.messageId()).isEmpty();
    }

    @Test
    void mailWithoutAuthorShouldBeKept() {
        Message message = filed(mail(opened().id(), unique("nobody")).from(null));

        use(tx -> assertThat(tx.message(message.id()).orElseThrow().from()).isEmpty());
    }

    @Test
    void referencesShouldLeadToTheNewestTicketThatKnowsThem() {
        String parent = unique("parent");
        String child = unique("child");
        Ticket old = opened();
        Ticket recent = opened();
        filed(mail(old.id(), parent).references(child));
        filed(mail(recent.id(), unique("other")).references(parent, parent));

        use(tx -> {
            assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId(parent)))
                    .contains(new KnownReference(recent.id(), false, false));
            assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId(child)))
                    .contains(new KnownReference(old.id(), false, false));
            assertThat(tx.ticketKnowing(SALES.id(), new MessageId(parent))).isEmpty();
        });
    }

    @Test
    void identifierThatWasReferredToShouldBecomeReceived() {
        Ticket ticket = opened();
        String late = unique("late");
        filed(mail(ticket.id(), unique("early")).references(late));
        use(tx -> assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId(late)))
                .contains(new KnownReference(ticket.id(), false, false)));
        filed(mail(ticket.id(), late));

        use(tx -> assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId(late)))
                .contains(new KnownReference(ticket.id(), false, true)));
    }

    @Test
    void ownIdentifiersShouldBeKnownAsOurs() {
        Ticket ticket = opened();
        MessageId acknowledgement = new MessageId(unique("ack"));
        MessageId reply = new MessageId(unique("reply"));
        use(tx -> {
            tx.rememberOwnMessageId(ticket.id(), SUPPORT.id(), acknowledgement);
            tx.rememberOwnMessageId(ticket.id(), SUPPORT.id(), acknowledgement);
        });
        filed(mail(ticket.id(), reply.value()));
        use(tx -> tx.rememberOwnMessageId(ticket.id(), SUPPORT.id(), reply));

        use(tx -> {
            assertThat(tx.ticketKnowing(SUPPORT.id(), acknowledgement))
                    .contains(new KnownReference(ticket.id(), true, false));
            assertThat(tx.ticketKnowing(SUPPORT.id(), reply)).contains(new KnownReference(ticket.id(), true, true));
        });
    }

    @Test
    void messageShouldBeFoundUnderItsOtherNames() {
        Ticket ticket = opened();
        String first = unique("agents-own");
        String second = unique("outlook");
        Message message = filed(mail(ticket.id(), unique("relayed")).alsoKnownAs(first, second));

        use(tx -> {
            assertThat(tx.alsoKnownAs(message.id())).containsExactly(new MessageId(first), new MessageId(second));
            assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId(second)))
                    .contains(new KnownReference(ticket.id(), false, true));
        });
    }

    @Test
    void identifiersOfNineHundredCharactersShouldBeToldApartByTheirLast() {
        String start = "длинный-" + unique("long") + "-";
        String common = start + "x".repeat(MessageId.LONGEST - 1 - start.length());
        MessageId one = new MessageId(common + "1");
        MessageId other = new MessageId(common + "2");
        Ticket ticket = opened();
        filed(mail(ticket.id(), one.value()).references(unique("parent")));

        use(tx -> {
            assertThat(tx.ticketKnowing(SUPPORT.id(), one)).contains(new KnownReference(ticket.id(), false, true));
            assertThat(tx.ticketKnowing(SUPPORT.id(), other)).isEmpty();
        });
    }

    @Test
    void thousandsOfReferencesShouldBeBoundedToTheFirstAndTheNewest() {
        String[] references =
                IntStream.range(0, 3000).mapToObj(i -> unique("r" + i)).toArray(String[]::new);
        Ticket ticket = opened();
        filed(mail(ticket.id(), unique("root")));
        filed(mail(ticket.id(), unique("long")).references(references));
        filed(mail(ticket.id(), unique("long")).references(references));

        use(tx -> {
            assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId(references[0])))
                    .isPresent();
            assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId(references[2999])))
                    .isPresent();
            assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId(references[1000])))
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Вопрос", "退款申请", "Größe", "Refund"})
    void longSubjectShouldBeCutAtAWholeCharacter(String word) {
        Ticket ticket = opened();
        String subject = (word + "📎").repeat(10_000 / word.length());
        Message message = filed(mail(ticket.id(), unique("long")).subject(subject));

        Message stored = tickets.inTransaction(tx -> tx.message(message.id())).orElseThrow();
        assertThat(stored).isEqualTo(message);
        assertThat(subject).startsWith(stored.subject());
        assertThat(stored.subject().length()).isBetween(999, 1000);
        assertThat(Character.isHighSurrogate(
                        stored.subject().charAt(stored.subject().length() - 1)))
                .isFalse();
    }

    @Test
    void nulsAndHalfSurrogatesShouldNotStopAMail() {
        Ticket ticket = tickets.inTransaction(tx -> tx.open(
                Samples.ticket(SUPPORT, new NamedAddress("J\u0000ü\udc00", JUERGEN.address()), "a\u0000b\ud800c")));
        Message message = filed(mail(ticket.id(), unique("nul")).subject("\u0000Привет\u0000 \udfff"));

        assertThat(ticket.subject()).isEqualTo("ab\ufffdc");
        assertThat(ticket.requester().name()).isEqualTo("Jü\ufffd");
        assertThat(message.subject()).isEqualTo("Привет \ufffd");
        use(tx -> assertThat(tx.message(message.id())).contains(message));
    }

    @Test
    void routedAndAnsweredShouldBeRemembered() {
        Ticket ticket = opened();
        Message first = filed(mail(ticket.id(), unique("q1")));
        Message second = filed(mail(ticket.id(), unique("q2")));
        use(tx -> {
            tx.routed(first.id());
            tx.answered(second.id());
            tx.answered(second.id());
        });

        use(tx -> {
            assertThat(tx.messages(ticket.id())).extracting(Message::routed).containsExactly(true, false);
            assertThat(tx.messages(ticket.id())).extracting(Message::answered).containsExactly(false, true);
        });
    }

    @Test
    void messagesShouldBeIndexedOnceUntilForgotten() {
        Ticket ticket = opened();
        Message first = filed(mail(ticket.id(), unique("i1")));
        Message second = filed(mail(ticket.id(), unique("i2")));

        assertThat(tickets.notIndexed(first.id() - 1, 10)).containsExactly(first, second);
        assertThat(tickets.notIndexed(first.id() - 1, 1)).containsExactly(first);
        tickets.indexed(List.of(first.id()));
        tickets.indexed(List.of());
        assertThat(tickets.notIndexed(first.id() - 1, 10)).containsExactly(second);
        long all = tickets.forgetIndexed();
        assertThat(all).isGreaterThanOrEqualTo(2);
        assertThat(tickets.notIndexed(first.id() - 1, 10)).containsExactly(first, second);
        assertThat(tickets.notIndexed(0, 100_000)).hasSize((int) all);
    }

    private Ticket ticketNow(Ticket ticket) {
        return tickets.ticket(ticket.number(), Viewer.ADMIN).orElseThrow();
    }
}
