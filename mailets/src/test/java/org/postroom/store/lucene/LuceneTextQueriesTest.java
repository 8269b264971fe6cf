// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.desk.Language;
import org.postroom.search.BadQueryException;
import org.postroom.search.TextQuery;

class LuceneTextQueriesTest {

    private static final String BILLING = "\"double charge\" OR refund OR возврат OR 退款 OR Rechnung";

    private final LuceneTextQueries queries = new LuceneTextQueries(LuceneTicketIndexTest.LANGUAGES, new CutTexts());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Question | Where are my refunds? | true",
                "en | Double charges on my card | Hello | true",
                "en | Double bill | charge me | false",
                "en | Question | Hello | false",
                "ru | Вопрос | Жду возвратов уже месяц | true",
                "ru | Вопрос | Жду ответа | false",
                "zh | 问题 | 我想申请退款 | true",
                "zh | 问题 | 我想退货 | false",
                "de | Frage | Ihre Rechnungen sind falsch | true",
                "de | Frage | Ihr Drucker ist falsch | false",
                "unknown | refunds | | true",
                "unknown | | возврату | true",
                "unknown | | 请退款 | true",
                "ru | Вопрос | Прошу refunds на карту | true",
                "fr | Question | je veux un refund | true",
            })
    void mailShouldMatchInAnyFormOfTheWords(String language, String subject, String text, boolean matches)
            throws BadQueryException {
        TextQuery query = queries.parse(BILLING);

        assertThat(query.matches(subject == null ? "" : subject, text == null ? "" : text, new Language(language)))
                .isEqualTo(matches);
    }

    @Test
    void notSubjectTextAndPrefixShouldBeUnderstood() throws BadQueryException {
        assertThat(matches("refund NOT newsletter", "Refund", "our newsletter")).isFalse();
        assertThat(matches("refund NOT newsletter", "Refund", "please")).isTrue();
        assertThat(matches("NOT newsletter", "Refund", "please")).isTrue();
        assertThat(matches("subject:refund", "Hello", "refund")).isFalse();
        assertThat(matches("text:refund subject:hello", "Hello", "refund")).isTrue();
        assertThat(matches("hello refund", "Hello", "refund")).isTrue();
        assertThat(matches("invo*", "Hello", "the Invoices")).isTrue();
        assertThat(matches("INV-2291", "Hello", "about inv-2291.")).isTrue();
        assertThat(matches("refund", "", "")).isFalse();
        assertThat(matches("NOT refund", "", "")).isTrue();
    }

    @Test
    void badRuleShouldSayWhere() {
        assertThatThrownBy(() -> queries.parse("refund OR status:open"))
                .isInstanceOf(BadQueryException.class)
                .hasMessageContaining("at character 11");
    }

    @Test
    void queriesShouldBeAskedByManyThreadsAtOnce() throws BadQueryException {
        TextQuery query = queries.parse(BILLING);
        List<Language> languages = LuceneTicketIndexTest.LANGUAGES;

        boolean right = IntStream.range(0, 2000)
                .parallel()
                .allMatch(
                        i -> query.matches("No " + i % 7, i % 2 == 0 ? "refund 退款" : "nothing 没有", languages.get(i % 4))
                                == (i % 2 == 0));

        assertThat(right).isTrue();
    }

    private boolean matches(String query, String subject, String text) throws BadQueryException {
        return queries.parse(query).matches(subject, text, new Language("en"));
    }
}
