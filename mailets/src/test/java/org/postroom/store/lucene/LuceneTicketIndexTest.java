// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postroom.store.lucene.SampleMessage.NOW;
import static org.postroom.store.lucene.SampleMessage.number;

import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.desk.DeskId;
import org.postroom.desk.Language;
import org.postroom.search.BadQueryException;
import org.postroom.search.Hit;
import org.postroom.ticket.Audience;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Status;
import org.postroom.ticket.Viewer;

class LuceneTicketIndexTest {

    static final List<Language> LANGUAGES =
            Stream.of("en", "ru", "zh", "de").map(Language::new).toList();

    @TempDir
    static Path directory;

    private static LuceneTicketIndex index;

    @BeforeAll
    static void open() {
        index = LuceneTicketIndex.open(
                directory.resolve("tickets"), LANGUAGES, new CutTexts(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void close() {
        index.close();
    }

    @BeforeEach
    void clear() {
        index.clear();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Please give me my refunds back | refund",
                "en | I was charged twice | charges",
                "en | I was charged twice | \"was charged\"",
                "en | Nothing is printed on A4 paper | print*",
                "ru | Прошу оформить возврата денег | возврат",
                "ru | Когда будет возврат? | возвратов",
                "ru | Мой новый принтер | новые",
                "ru | Здравствуйте.Прошу помощи | прошу",
                "ru | Все ещё жду | еще",
                "ru | Елка не пришла | ёлка",
                "ru | Оплата картой прошла, but the refund failed: two refunds | refund",
                "zh | 您好，我想申请退款，谢谢。 | 退款",
                "zh | 您好，我想申请退款，谢谢。 | 申请退款",
                "zh | 您好，我想申请退款，谢谢。 | \"想申请\"",
                "zh | 我的订单INV-2291没有收到 | INV-2291",
                "zh | 我的订单INV-2291没有收到 | 订单",
                "zh | 我要ＲＥＦＵＮＤ | refund",
                "de | Die Rechnungen sind falsch | Rechnung",
                "de | Ich möchte kündigen | kuendigen",
                "de | Straße und Hausnummer | strasse",
                "ja | 注文した商品の返金をお願いします | 返金",
                "ja | プリンターが壊れました | プリンタ",
                "ko | 주문한 상품을 환불해 주세요 | 환불",
                "fr | Je voudrais être remboursé des factures | facture",
                "unknown | refunds pls | refund",
                "unknown | возвраты | возврат",
                "unknown | 退款 | 退款",
                "pl | Proszę o zwrot pieniędzy | pieniedzy",
                "en | Invoice INV-2291 is wrong | INV-2291",
                "en | Invoice INV-2291 is wrong | inv-22*",
                "en | Invoice INV-2291 is wrong | 2291",
                "ru | Договор 55-17 от марта | 55-17",
                "en | ssh fails for user@host, why | user@host",
                "en | Version 4.1.2 crashes | 4.1.2",
                "en | Büro Müller | muller",
                "en | Rück\u00adfrage zur Liefe\u200brung | Rückfrage",
            })
    void messageShouldBeFoundInAnyFormOfItsWords(String language, String text, String query) throws BadQueryException {
        index.index(SampleMessage.of(1, 11).says("Betreff", text, language).message());
        index.index(
                SampleMessage.of(2, 12).says("Other", "Something else", "en").message());

        assertThat(search(query)).extracting(Hit::number).containsExactly(number(11));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ru | история войн | воин",
                "ru | Йод | иод",
                "en | Contract 55-18 | 55-17",
                "en | charge twice, double | \"double charge\"",
                "zh | 退回货款 | 退款",
                "en | refund | -refund",
                "en | refund | (status:closed OR desk:sales) refund",
            })
    void messageShouldNotBeFoundByOtherWords(String language, String text, String query) throws BadQueryException {
        index.index(SampleMessage.of(1, 11).says("Betreff", text, language).message());

        assertThat(search(query)).isEmpty();
    }

    @Test
    void decomposedLettersShouldBeThoseTheyLookLike() throws BadQueryException {
        String decomposed = Normalizer.normalize("Мой чайник, война Müller", Normalizer.Form.NFD);
        index.index(SampleMessage.of(1, 11).says("x", decomposed, "ru").message());

        assertThat(search("чайника")).hasSize(1);
        assertThat(search(Normalizer.normalize("мой", Normalizer.Form.NFD))).hasSize(1);
        assertThat(search("воина")).isEmpty();
        assertThat(search("müller")).hasSize(1);
    }

    @Test
    void subjectShouldCountMoreThanTextAndTextMoreThanQuotations() throws BadQueryException {
        index.index(SampleMessage.of(1, 11)
                .says("Hello", "Thanks a lot", "en")
                .quoting("my refund")
                .message());
        index.index(
                SampleMessage.of(2, 12).says("Hello", "my refund please", "en").message());
        index.index(
                SampleMessage.of(3, 13).says("My refund", "please do it", "en").message());

        assertThat(search("refund")).extracting(Hit::number).containsExactly(number(13), number(12), number(11));
        assertThat(search("subject:refund")).extracting(Hit::number).containsExactly(number(13));
        assertThat(search("text:refund")).extracting(Hit::number).containsExactly(number(12), number(11));
    }

    @Test
    void newerMessageShouldComeFirstAmongEquals() throws BadQueryException {
        for (int i = 0; i < 5; i++) {
            index.index(SampleMessage.of(i, 20 + i)
                    .says("Refund", "my refund", "en")
                    .received(NOW.minus(Duration.ofDays(i * 37 % 5)))
                    .message());
        }

        assertThat(search("refund"))
                .extracting(Hit::number)
                .containsExactly(number(20), number(23), number(21), number(24), number(22));
        assertThat(search("status:open")).extracting(Hit::number).first().isEqualTo(number(20));
    }

    @Test
    void ticketOfAPastedNumberShouldComeFirst() throws BadQueryException {
        index.index(SampleMessage.of(1, 11).says("Printer", "no paper", "en").message());
        index.index(SampleMessage.of(2, 12)
                .says("Printer on fire", number(11) + " " + number(11) + " printer printer", "en")
                .message());

        assertThat(search(number(11).toString())).extracting(Hit::number).containsExactly(number(11), number(12));
        assertThat(search("Re: " + number(11).stamp() + " Printer on fire"))
                .extracting(Hit::number)
                .first()
                .isEqualTo(number(11));
        assertThat(search("number:" + number(11))).extracting(Hit::number).containsExactly(number(11));
        assertThat(search(number(11) + " status:closed")).isEmpty();
    }

    @Test
    void ticketShouldBeOneHitWithItsBestMessage() throws BadQueryException {
        IntStream.range(0, 300)
                .forEach(i -> index.index(SampleMessage.of(i, 30 + i % 3)
                        .says(
                                "Refund",
                                i == 151 ? "refund refund refund" : "a refund among many other words here",
                                "en")
                        .received(NOW.minusSeconds(i))
                        .message()));

        List<Hit> hits = search("refund");

        assertThat(hits).extracting(Hit::number).containsExactlyInAnyOrder(number(30), number(31), number(32));
        assertThat(hits.get(0).message()).isEqualTo(151);
        assertThat(index.search("refund", Optional.empty(), Viewer.ADMIN, 2)).hasSize(2);
        assertThat(index.search("refund", Optional.empty(), Viewer.ADMIN, 1)
                        .get(0)
                        .message())
                .isEqualTo(151);
        assertThat(index.search("refund", Optional.empty(), Viewer.ADMIN, 0)).isEmpty();
    }

    @Test
    void fieldsShouldFindWhatTheySay() throws BadQueryException {
        index.index(SampleMessage.of(1, 11)
                .says("Offer", "please", "de")
                .about("billing", "vip", "late")
                .agent("agent1@acme.test")
                .kind(MessageKind.REPLY)
                .attached("Rechnung_Mai.pdf", "фото.jpg")
                .received(NOW.minus(Duration.ofDays(10)))
                .message());
        index.index(SampleMessage.of(2, 12)
                .says("Offer", "please", "ru")
                .from("Иван Петров <ivan@beispiel.example>")
                .message());

        for (String first : List.of(
                "category:billing",
                "category:Billing tag:vip",
                "tag:late",
                "agent:agent1@acme.test",
                "agent:agent1",
                "language:de",
                "kind:reply",
                "has:attachment",
                "attachment:rechnung",
                "rechnung",
                "attachment:фото.jpg",
                "Rechnung_Mai.pdf",
                "from:ann.smith@example.org",
                "from:\"ann smith\"",
                "from:example.org",
                "before:2026-11-12",
                "on:2026-11-11",
                "offer -language:ru",
                "NOT category:none")) {
            assertThat(search(first)).as(first).extracting(Hit::number).containsExactly(number(11));
        }
        for (String second : List.of(
                "category:none",
                "tag:none",
                "agent:none",
                "-has:attachment",
                "from:петров",
                "from:ivan@beispiel.example",
                "from:@beispiel.example",
                "петров",
                "after:2026-11-21",
                "offer -agent:agent1",
                "kind:customer")) {
            assertThat(search(second)).as(second).extracting(Hit::number).containsExactly(number(12));
        }
        for (String both : List.of("to:support@acme.test", "offer", "desk:support", "status:open", "priority:normal")) {
            assertThat(search(both)).as(both).hasSize(2);
        }
        for (String none : List.of("from:smith@example.org", "category:bill", "tag:v", "support", "is:closed")) {
            assertThat(search(none)).as(none).isEmpty();
        }
    }

    @Test
    void updateShouldChangeAllMessagesOfATicket() throws BadQueryException {
        IntStream.range(0, 5)
                .forEach(i -> index.index(
                        SampleMessage.of(i, 11).says("a" + i, "word" + i, "en").message()));
        index.commit();

        index.update(SampleMessage.of(0, 11)
                .status(Status.CLOSED, 2)
                .about("billing", "vip")
                .agent("agent2@acme.test")
                .ticket());

        for (int i = 0; i < 5; i++) {
            assertThat(search("word" + i + " status:closed category:billing tag:vip agent:agent2"))
                    .hasSize(1);
        }
        assertThat(search("status:open")).isEmpty();
        assertThat(index.size()).isEqualTo(5);
    }

    @Test
    void olderStateOfATicketShouldNotOverwriteItsNewerOne() throws BadQueryException {
        index.update(SampleMessage.of(1, 11)
                .status(Status.CLOSED, 7)
                .at("sales", Audience.PUBLIC)
                .ticket());
        index.index(SampleMessage.of(1, 11)
                .says("x", "refund", "en")
                .status(Status.OPEN, 6)
                .message());

        assertThat(search("refund status:closed desk:sales")).hasSize(1);
        assertThat(search("status:open")).isEmpty();
        assertThat(index.search("refund", Optional.of(new DeskId("sales")), Viewer.ADMIN, 9))
                .hasSize(1);

        close();
        open();
        index.index(SampleMessage.of(2, 11)
                .says("x", "refund", "en")
                .status(Status.OPEN, 6)
                .message());

        assertThat(search("refund status:open")).isEmpty();
        assertThat(index.size()).isEqualTo(2);
    }

    @Test
    void sameMessageShouldReplaceItself() throws BadQueryException {
        index.index(SampleMessage.of(1, 11).says("x", "refund", "en").message());
        index.index(SampleMessage.of(1, 11).says("x", "invoice", "en").message());

        assertThat(search("refund")).isEmpty();
        assertThat(search("invoice")).hasSize(1);
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void removedMessagesShouldBeGone() throws BadQueryException {
        index.index(SampleMessage.of(1, 11).says("x", "refund", "en").message());
        index.index(SampleMessage.of(2, 11).says("x", "refund", "en").message());

        index.remove(List.of(1L));

        assertThat(index.commit()).containsExactly(2L);
        assertThat(search("refund")).extracting(Hit::message).containsExactly(2L);
        index.clear();
        assertThat(search("refund")).isEmpty();
        assertThat(index.size()).isZero();
        assertThat(index.commit()).isEmpty();
    }

    @Test
    void badQueryShouldSayWhere() {
        assertThatThrownBy(() -> search("refund status:opne"))
                .isInstanceOf(BadQueryException.class)
                .hasMessageContaining("at character 15");
    }

    private List<Hit> search(String query) throws BadQueryException {
        return index.search(query, Optional.empty(), Viewer.ADMIN, 20);
    }
}
