// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain text|plain text
            =?utf-8?Q?caf=C3=A9_au_lait?=|café au lait
            =?UTF-8?B?0J/RgNC40LLQtdGC?=|Привет
            =?KOI8-R?B?8NLJ18XU?=|Привет
            =?windows-1251?Q?=CF=F0=E8=E2=E5=F2?=|Привет
            =?gb2312?B?tqmwotbQzsQ=?=|订阿中文
            =?big5?B?pKSk5Q==?=|中文
            =?ks_c_5601-1987?B?x9GxuQ==?=|한국
            =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=|日本
            =?iso-8859-1*de?Q?M=FCller?=|Müller
            =?utf-8?B?0J/RgNA=?= =?utf-8?B?uNCy0LXRgg?=|Привет
            =?utf-8?Q?=D0=9F=D1?= =?utf-8?Q?=80=D0=B8?=|При
            =?utf-8?Q?a?=  =?iso-8859-1?Q?=FC?=|aü
            Re: =?utf-8?Q?a?= b =?utf-8?Q?c?=|Re: a b c
            =?utf-8?B?0J/RgNC40LLQtdGC|=?utf-8?B?0J/RgNC40LLQtdGC
            =?utf-8?B?w6Q?=|ä
            =?unknown-8bit?Q?=C3=A4?=|ä
            =?x-nonsense?B?w6Q=?=|ä
            =?utf-8?Q?two words in one?=|two words in one
            =?utf-8?X?abc?=|=?utf-8?X?abc?=
            (=?utf-8?Q?a?=)=?utf-8?Q?b?=|(a)b
            =?utf-8?Q?really=3F?=|really?
            =?utf-8?Q?100=_sure?=|100= sure
            =?us-ascii?Q?=FC?=|ü
            """)
    void encodedWordsShouldBeDecodedLeniently(String encoded, String decoded) {
        assertThat(HeaderText.decode(encoded)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Invoice 4711",
                "Счёт №4711 не оплачен, помогите пожалуйста разобраться с этим как можно скорее, спасибо большое заранее",
                "Re: [ACME-10427] Не приходит письмо",
                "[ACME-10427] Größe und Übergröße",
                "订单退款问题：我上周在你们网站上买的东西到现在还没有收到，请尽快处理，谢谢",
                "日本語の件名",
                "emoji 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀 done",
                "two  spaces und ä  ö",
                "=?utf-8?Q?not_a_word?=",
                "ends with ümlaut",
                "x?=y ä =?"
            })
    void encodedTextShouldDecodeToTheSame(String text) {
        String encoded = HeaderText.encode(text);
        assertThat(HeaderText.decode(encoded)).isEqualTo(text);
        assertThat(encoded).matches("[ -~]*");
        assertThat(encoded.split(" ")).allMatch(word -> word.length() <= 75);
        for (String word : encoded.split(" ")) {
            assertThat(HeaderText.decode(word)).doesNotContain("\ufffd");
        }
    }

    @Test
    void ticketNumberShouldStayReadableInFrontOfEncodedText() {
        assertThat(HeaderText.encode("[ACME-10427] Привет")).startsWith("[ACME-10427] =?UTF-8?B?");
    }

    @Test
    void controlsShouldBecomeSpaces() {
        assertThat(HeaderText.encode("a\r\nBcc: x\u0000y")).isEqualTo("a  Bcc: x y");
        assertThat(HeaderText.phrase("a\r\nBcc: x")).isEqualTo("\"a  Bcc: x\"");
    }

    @Test
    void endlessWordsShouldBeEncodedSoThatTheyFold() {
        String encoded = HeaderText.encode("a".repeat(5000));
        assertThat(encoded.split(" ")).allMatch(word -> word.length() <= 75);
        assertThat(HeaderText.decode(encoded)).isEqualTo("a".repeat(5000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Ann Lee|Ann Lee
            Petrov, Ivan|"Petrov, Ivan"
            A "B" \\ C|"A \\"B\\" \\\\ C"
            Ivan Petrov (customer, ACME-10427)|"Ivan Petrov (customer, ACME-10427)"
            ann@acme.test|"ann@acme.test"
            Jörg|=?UTF-8?Q?J=C3=B6rg?=
            Иван|=?UTF-8?B?0JjQstCw0L0=?=
            """)
    void displayNamesShouldBeQuotedOrEncoded(String name, String phrase) {
        assertThat(HeaderText.phrase(name)).isEqualTo(phrase);
    }

    @Test
    void addressesShouldCarryTheirNames() {
        NamedAddress ann = new NamedAddress("Lee, Ann", EmailAddress.of("ann@acme.test"));
        NamedAddress bare = new NamedAddress("", EmailAddress.of("bob@acme.test"));
        assertThat(HeaderText.addresses(List.of(ann, bare))).isEqualTo("\"Lee, Ann\" <ann@acme.test>, bob@acme.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?", "=?a?q?", "=?a?q??=", "=?utf-8?B?0J8=?= ", "?=", "=?a?", "=?x-unknown?q?=ff?="})
    @Timeout(120)
    void megabytesOfBrokenWordsShouldTakeLinearTime(String piece) {
        String text = piece.repeat(2_000_000 / piece.length());
        assertThat(HeaderText.decode(text)).isNotNull();
    }
}
