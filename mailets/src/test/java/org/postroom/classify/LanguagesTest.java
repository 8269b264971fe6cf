// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.desk.Language;

class LanguagesTest {

    private static final Languages LANGUAGES = new Languages();
    private static final List<Language> FOUR = languages("en ru zh de");

    private static List<Language> languages(String tags) {
        return Arrays.stream(tags.split(" ")).map(Language::new).toList();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            en | My printer does not print any more since the update. Can you help me?
            en | Refund please
            en | I was charged twice for order 4711
            en | Invoice is wrong
            en | How do I change my password?
            en | Where is my order?
            en | The screen stays black after the restart
            en | Please cancel my subscription
            de | Mein Drucker druckt seit dem Update nicht mehr. Können Sie mir helfen?
            de | Rechnung falsch
            de | Bitte um Rückruf
            de | Wo ist meine Bestellung?
            de | Passwort vergessen
            de | Ich kann mich nicht anmelden
            de | Bitte kündigen Sie mein Abonnement
            ru | Не работает принтер
            ru | Верните деньги, пожалуйста
            ru | Счёт
            ru | Не открывается Microsoft Outlook после обновления Windows
            zh | 打印机坏了
            zh | 请退款
            zh | 我的iPhone15坏了
            zh | 我的 iPhone 无法登录 Apple ID
            zh | 訂單還沒有收到，請幫忙查一下
            """)
    void languageOfShortTextShouldBeTold(String expected, String text) {
        assertThat(LANGUAGES.of("", text, FOUR).tag()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ok
            1234567
            test
            :-)
            A
            https://acme.test/very/long/address/of/a/page
            """)
    void whatSaysNothingShouldBeUnknown(String text) {
        assertThat(LANGUAGES.of("", text, FOUR)).isEqualTo(Language.UNKNOWN);
    }

    @Test
    void scriptShouldDecideAmongTheLanguagesOfTheDesk() {
        assertThat(LANGUAGES.of("", "Де моє замовлення?", languages("en uk")).tag())
                .isEqualTo("uk");
        assertThat(LANGUAGES.of("", "注文はどこですか", languages("zh ja")).tag()).isEqualTo("ja");
        assertThat(LANGUAGES.of("", "注文はどこですか", FOUR)).isEqualTo(Language.UNKNOWN);
        assertThat(LANGUAGES.of("", "주문이 어디에 있나요", languages("en ko")).tag()).isEqualTo("ko");
    }

    @Test
    void modelShouldTellCyrillicLanguagesApart() {
        List<Language> both = languages("ru uk");
        assertThat(LANGUAGES
                        .of("", "Скажіть, будь ласка, коли прийде моє замовлення, я чекаю вже тиждень", both)
                        .tag())
                .isEqualTo("uk");
        assertThat(LANGUAGES
                        .of("", "Скажите, пожалуйста, когда придёт мой заказ, я жду уже неделю", both)
                        .tag())
                .isEqualTo("ru");
    }

    @Test
    void subjectShouldHelpAShortText() {
        assertThat(LANGUAGES
                        .of("Rechnung vom März ist falsch", "siehe oben", FOUR)
                        .tag())
                .isEqualTo("de");
    }

    @Test
    void anyTextShouldGetAnAnswer() {
        assertThat(LANGUAGES.of("", "", FOUR)).isEqualTo(Language.UNKNOWN);
        assertThat(LANGUAGES.of("", "\uD800\uDC00\uD800 \u0000", FOUR)).isEqualTo(Language.UNKNOWN);
        assertThat(LANGUAGES.of("x".repeat(100_000), "\n".repeat(100_000), FOUR))
                .isNotNull();
        assertThat(LANGUAGES.of("Hello", "there", List.of())).isEqualTo(Language.UNKNOWN);
    }
}
