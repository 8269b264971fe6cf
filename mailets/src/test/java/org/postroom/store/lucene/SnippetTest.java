// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.store.lucene.SampleMessage.NOW;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.search.BadQueryException;
import org.postroom.ticket.Viewer;

class SnippetTest {

    @TempDir
    static Path directory;

    private static LuceneTicketIndex index;

    @BeforeAll
    static void open() {
        index = LuceneTicketIndex.open(
                directory.resolve("tickets"),
                LuceneTicketIndexTest.LANGUAGES,
                new CutTexts(),
                Clock.fixed(NOW, ZoneOffset.UTC));
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
                "en | Two refunds, please | refund | Two «refunds», please",
                "en | A double charge and one more charge | \"double charge\" | A «double charge» and one more charge",
                "ru | Прошу оформить возврата денег | возврат | Прошу оформить «возврата» денег",
                "ru | Он сказал «возврат» мне | возврат | Он сказал \"«возврат»\" мне",
                "zh | 您好，我想申请退款，谢谢。 | 退款 | 您好，我想申请«退款»，谢谢。",
                "de | Die Rechnungen fehlen | rechnung* | Die «Rechnungen» fehlen",
                "ja | 商品の返金をお願いします | 返金 | 商品の«返金»をお願いします",
                "en | Invoice INV-2291 is wrong | inv-2291 | Invoice «INV-2291» is wrong",
                "en | Nothing special here | status:open | Nothing special here",
                "en | refund but no late | refund -delay | «refund» but no late",
                "en | the subject says it | Betreff | «Betreff»",
            })
    void hitShouldBeMarked(String language, String text, String query, String snippet) throws BadQueryException {
        index.index(SampleMessage.of(1, 11).says("Betreff", text, language).message());

        assertThat(snippet(query)).isEqualTo(snippet);
    }

    @Test
    void snippetShouldBeOneShortLineAroundMostHits() throws BadQueryException {
        String filler = "lorem ipsum dolor\r\n\tsit amet ".repeat(40);
        String text = "printer " + filler + "the printer asks for a refund of 😀😀 " + filler + " refund";
        index.index(SampleMessage.of(1, 11).says("x", text, "en").message());

        assertThat(snippet("printer refund"))
                .contains("the «printer» asks for a «refund» of 😀😀")
                .startsWith("…")
                .endsWith("…")
                .doesNotContain("\n", "\t", "\r", "  ")
                .hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void snippetShouldBeFoundInQuotationsAndLongTexts() throws BadQueryException {
        index.index(SampleMessage.of(1, 11)
                .says("x", "see below", "en")
                .quoting("you wrote: the parcel is lost")
                .message());
        index.index(SampleMessage.of(2, 12)
                .says("x", "字".repeat(50_000) + " omega", "en")
                .message());

        assertThat(snippet("parcels")).isEqualTo("you wrote: the «parcel» is lost");
        assertThat(snippet("omega")).startsWith("字字字").hasSizeLessThanOrEqualTo(200);
        assertThat(snippet("字字")).contains("«字").hasSizeLessThanOrEqualTo(200);
    }

    private String snippet(String query) throws BadQueryException {
        return index.search(query, Optional.empty(), Viewer.ADMIN, 1).get(0).snippet();
    }
}
