// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTextsTest {

    private final Analyses analyses = new Analyses(LuceneTicketIndexTest.LANGUAGES);
    private final CutTexts texts = new CutTexts();

    @ParameterizedTest
    @CsvSource({
        "text.en, The invoices of 2026 were paid twice; see PO-7781 and mail@example.org.",
        "text.ru, Счета за 2026 год оплачены дважды: верните деньги (ACME-10429)!",
        "text.zh, 我们的发票付了两次，请尽快退款。订单号 A-77。",
        "text.de, 'Die Rechnungen wurden doppelt bezahlt, bitte um Rückzahlung.'",
        "subject.exact, Ärger mit ACME-10429 и счётом 退款",
        "subject.codes, Ärger mit ACME-10429 и счётом 退款",
        "text.en, '...'"
    })
    void wordsShouldComeAgainAsTheyWereCut(String field, String text) throws IOException {
        List<String> fresh = words(analyses.tokenStream(field, text));

        assertThat(texts.ifCut(field, text)).isEmpty();
        assertThat(words(texts.cut(analyses, field, text))).isEqualTo(fresh);
        assertThat(words(texts.cut(analyses, field, text))).isEqualTo(fresh);
        assertThat(words(texts.ifCut(field, text).orElseThrow())).isEqualTo(fresh);
    }

    @Test
    void longTextShouldComeAgainWhole() throws IOException {
        String text = "Счёт оплачен дважды. ".repeat(3_000);

        assertThat(words(texts.cut(analyses, "text.ru", text)))
                .isEqualTo(words(analyses.tokenStream("text.ru", text)))
                .hasSize(9_001);
    }

    @Test
    void textShouldBeKnownOnlyAsItWasCut() throws IOException {
        words(texts.cut(analyses, "text.en", "refund"));

        assertThat(texts.ifCut("subject.en", "refund")).isPresent();
        assertThat(texts.ifCut("text.de", "refund")).isEmpty();
        assertThat(texts.ifCut("text.en", "refunds")).isEmpty();
    }

    private static List<String> words(TokenStream stream) throws IOException {
        List<String> words = new ArrayList<>();
        try (stream) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(term + " " + offset.startOffset() + "-" + offset.endOffset() + " +"
                        + increment.getPositionIncrement());
            }
            stream.end();
            words.add("end " + offset.endOffset() + " +" + increment.getPositionIncrement());
        }
        return words;
    }
}
