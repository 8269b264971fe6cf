// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoSubmittedTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no|no|false|false
            NO|no|false|false
            no (a person)|no|false|false
            (comment) no ; x=y|no|false|false
            auto-replied|auto-replied|true|true
            Auto-Replied|auto-replied|true|true
            auto-replied; owner-email="x@acme.test"|auto-replied|true|true
            auto-replied (vacation; really) ; a=b; c="d;e"|auto-replied|true|true
            auto-generated|auto-generated|true|false
            auto-notified; owner-email=x|auto-notified|true|false
            something-new|something-new|true|false
            yes|yes|true|false
            """)
    void keywordShouldBeReadAsTheRfcSays(String body, String keyword, boolean automatic, boolean reply) {
        AutoSubmitted field = AutoSubmitted.parse(body);
        assertThat(field.keyword()).contains(keyword);
        assertThat(field.isAutomatic()).isEqualTo(automatic);
        assertThat(field.isReply()).isEqualTo(reply);
        assertThat(field.problem()).isEmpty();
    }

    @Test
    void parametersShouldBeKept() {
        assertThat(AutoSubmitted.parse("auto-replied; Owner-Email=\"x@acme.test\"")
                        .parameters())
                .containsEntry("owner-email", "x@acme.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "two words", "\"quoted\"", "=?utf-8?Q?no?=", "авто", "(only a comment)", "a,b"})
    void garbageShouldCountAsAbsentWithAProblem(String body) {
        AutoSubmitted field = AutoSubmitted.parse(body);
        assertThat(field.keyword()).isEmpty();
        assertThat(field.isAutomatic()).isFalse();
        assertThat(field.problem()).isPresent();
    }

    @Test
    void mailWithoutTheFieldShouldHaveNoProblem() {
        assertThat(AutoSubmitted.of(new Headers(List.of()))).isEqualTo(AutoSubmitted.ABSENT);
    }

    @Test
    void theFirstFieldThatSaysSomethingShouldCount() {
        Headers headers = new Headers(
                List.of(new HeaderField("auto-submitted", " ;;"), new HeaderField("Auto-Submitted", " auto-replied")));
        assertThat(AutoSubmitted.of(headers).isReply()).isTrue();
    }
}
