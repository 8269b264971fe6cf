// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailCharsetsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            windows-1251|Здравствуйте! Не могу войти в личный кабинет, помогите пожалуйста.
            koi8-r|Здравствуйте! Не могу войти в личный кабинет, помогите пожалуйста.
            ibm866|Здравствуйте! Не могу войти в личный кабинет, помогите пожалуйста.
            koi8-r|Привет
            windows-1251|Привет
            windows-1251|Проблема со счётом
            koi8-r|проблема со счетом
            windows-1251|ОЧЕНЬ СРОЧНО
            gb18030|您好，我的订单还没有收到，请帮我查一下。
            gb18030|退款
            gb18030|无法打开
            big5|您好，我的訂單還沒有收到，請幫我查一下。
            euc-kr|안녕하세요. 주문한 상품이 아직 도착하지 않았습니다.
            shift_jis|お世話になっております。注文した商品がまだ届きません。
            euc-jp|お世話になっております。注文した商品がまだ届きません。
            iso-2022-jp|お世話になっております。
            windows-1252|Schöne Grüße aus München, die Rechnung ist überfällig.
            windows-1252|Où est ma commande ? Le délai est dépassé.
            windows-1252|“quoted” – naïve café
            utf-8|Привет из Москвы, 你好
            """)
    void undeclaredCharsetShouldBeGuessed(String charset, String text) {
        byte[] bytes = text.getBytes(Charset.forName(charset));
        assertThat(MailCharsets.decode(bytes, Optional.empty()).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pl|windows-1250|Dzień dobry, proszę o zwrot pieniędzy. Zażółć gęślą jaźń.
            pl|iso-8859-2|Dzień dobry, proszę o zwrot pieniędzy. Zażółć gęślą jaźń.
            de, pl|windows-1250|Proszę o zwrot pieniędzy.
            de, pl|windows-1252|Schöne Grüße, die Rechnung ist überfällig.
            pl, fr|windows-1252|Où est ma commande ? Le délai est dépassé.
            cs, sk|windows-1250|Dobrý den, tiskárna nefunguje, prosím o pomoc. Příliš žluťoučký kůň.
            hu|windows-1250|Jó napot, a nyomtató nem működik, kérem segítsenek.
            el|windows-1253|Καλημέρα, ο εκτυπωτής δεν λειτουργεί, βοηθήστε με παρακαλώ.
            el, en|iso-8859-7|Καλημέρα, ο εκτυπωτής δεν λειτουργεί.
            tr|windows-1254|Yazıcı çalışmıyor, lütfen yardım edin. Teşekkürler, iyi günler.
            he|windows-1255|שלום, המדפסת לא עובדת, אנא עזרו לי.
            lt|windows-1257|Laba diena, spausdintuvas neveikia, prašau padėkite. Ačiū už dėmesį.
            ja|shift_jis|注文した商品がまだ届きません。
            en, de|koi8-r|Здравствуйте, помогите пожалуйста, принтер в офисе больше не печатает.
            en, de|gb18030|您好，我的订单还没有收到，请帮我查一下。
            en, ru|windows-1251|Проблема со счётом
            en, zh|gb18030|退款
            en|windows-1252|“quoted” – naïve café
            en, ru, zh, de|windows-1252|Schöne Grüße aus München, die Rechnung ist überfällig.
            sv|windows-1252|Skrivaren fungerar inte längre på vårt kontor, hjälp är välkommen.
            """)
    void languagesOfTheDeskShouldHelpToGuess(String languages, String charset, String text) {
        byte[] bytes = text.getBytes(Charset.forName(charset));
        CharsetGuess guess = CharsetGuess.among(List.of(languages.split(", ")));
        assertThat(MailCharsets.decode(bytes, Optional.empty(), guess).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            us-ascii|koi8-r|Привет, как дела у вас сегодня
            nonsense|windows-1251|Привет, как дела у вас сегодня
            iso-8859-1|utf-8|Привет
            iso-8859-1|windows-1252|“Größe” – 5 €
            gb2312|gb18030|中文朱镕基
            ks_c_5601-1987|x-windows-949|한국어 똠방각하
            'windows1251'|windows-1251|Привет
            cp-1251|windows-1251|Привет
            utf-16|us-ascii|plain text all the same
            utf-16|utf-16|wide text
            utf-16le|utf-16le|wide text
            utf-8|windows-1251|Привет, как дела у вас сегодня
            utf-8|gb18030|您好，我的订单还没有收到，请帮我查一下。
            ibm037|us-ascii|no EBCDIC in mail
            ../../etc|us-ascii|text
            """)
    void wrongNamesShouldBeForgiven(String declared, String real, String text) {
        byte[] bytes = text.getBytes(Charset.forName(real));
        assertThat(MailCharsets.decode(bytes, Optional.of(declared)).text()).isEqualTo(text);
    }

    /** As the UTF-7 of Apache James' class path does. */
    @Test
    void decoderThatFailsByItselfShouldNotMatter() {
        byte[] bytes = {'H', 'i', ' ', '+', (byte) 0x9b, '!'};
        Charset broken = new Charset("x-broken", new String[0]) {
            @Override
            public boolean contains(Charset other) {
                return false;
            }

            @Override
            public CharsetDecoder newDecoder() {
                return new CharsetDecoder(this, 1, 1) {
                    @Override
                    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
                        throw new ArrayIndexOutOfBoundsException();
                    }
                };
            }

            @Override
            public CharsetEncoder newEncoder() {
                throw new UnsupportedOperationException();
            }
        };

        assertThat(MailCharsets.lenient(bytes, broken)).startsWith("Hi +").endsWith("!");
        assertThat(MailCharsets.strictly(bytes, broken)).isEmpty();
    }

    @Test
    void aFewBrokenBytesShouldNotChangeTheCharset() {
        String text = "您好，我的订单还没有收到，请帮我查一下。".repeat(5);
        byte[] bytes = text.getBytes(Charset.forName("gb18030"));
        bytes[bytes.length - 1] = (byte) 0xff;
        assertThat(MailCharsets.decode(bytes, Optional.of("gb2312")).text()).startsWith("您好，我的订单");
    }

    @Test
    void markOfByteOrderShouldNotBeText() {
        byte[] bytes = "\ufeffHi".getBytes(StandardCharsets.UTF_8);
        assertThat(MailCharsets.decode(bytes, Optional.of("utf-8")).text()).isEqualTo("Hi");
    }
}
