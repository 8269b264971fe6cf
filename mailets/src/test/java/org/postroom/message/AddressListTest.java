// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressListTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ann@acme.test|{}ann@acme.test
            <ann@acme.test>|{}ann@acme.test
            Ann Lee <ann@acme.test>|{Ann Lee}ann@acme.test
            "Lee, Ann" <ann@acme.test>|{Lee, Ann}ann@acme.test
            Lee, Ann <ann@acme.test>|{Lee, Ann}ann@acme.test
            ann@acme.test (Ann Lee)|{Ann Lee}ann@acme.test
            (Ann (the) Lee) ann@acme.test|{Ann (the) Lee}ann@acme.test
            a@acme.test, Bob <b@acme.test>|{}a@acme.test {Bob}b@acme.test
            a@acme.test; b@acme.test|{}a@acme.test {}b@acme.test
            a@acme.test b@acme.test|{}a@acme.test {}b@acme.test
            Team: a@acme.test, Bob <b@acme.test>;, c@acme.test|{}a@acme.test {Bob}b@acme.test {}c@acme.test
            undisclosed-recipients:;|
            <@relay.test,@two.test:ann@acme.test>|{}ann@acme.test
            "boss@bank.test" <eve@evil.test>|{boss@bank.test}eve@evil.test
            boss@bank.test <eve@evil.test>|{boss@bank.test}eve@evil.test
            "boss@bank.test"|
            =?utf-8?Q?boss=40bank.test_=3Cboss=40bank.test=3E=2C?= <eve@evil.test>|{boss@bank.test <boss@bank.test>,}eve@evil.test
            =?utf-8?B?0JjQstCw0L0=?= <ivan@acme.test>|{Иван}ivan@acme.test
            =?utf-8?B?0JjQ?= =?utf-8?B?stCw0L0=?= <ivan@acme.test>|{Иван}ivan@acme.test
            "=?utf-8?B?0JjQstCw0L0=?=" <ivan@acme.test>|{Иван}ivan@acme.test
            'Ann' <ann@acme.test>|{Ann}ann@acme.test
            "ann.lee"@acme.test|{}ann.lee@acme.test
            <"boss@bank.test"@evil.test>|
            "boss@bank.test"@evil.test|
            Ann <mailto:ann@acme.test>|{Ann}ann@acme.test
            mailto:ann@acme.test|{}ann@acme.test
            Ann <ann@acme.test|{Ann}ann@acme.test
            Ann ann@acme.test>|
            "Ann <ann@acme.test>|{Ann}ann@acme.test
            Ann (x <ann@acme.test>|{Ann x}ann@acme.test
            Ann: Desk <ann@acme.test>|{Ann: Desk}ann@acme.test
            A\\"B <ann@acme.test>|{A\\B}ann@acme.test
            Ann@ <not an address>|
            <>|
            ann@münchen.test|{}ann@xn--mnchen-3ya.test
            ünn@acme.test|
            """)
    void addressesShouldBeReadButNeverOutOfNames(String body, String expected) {
        String found = AddressList.parse(body).stream()
                .map(a -> "{" + a.name() + "}" + a.address())
                .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "(",
                "\"",
                ":",
                "a:",
                ",",
                ";",
                "a@b.test,",
                "<a@b.test>",
                "\\",
                "(\"",
                "\"(<",
                "<@a,",
                "=?",
                ")(",
                "a "
            })
    @Timeout(120)
    void megabytesShouldTakeLinearTime(String piece) {
        assertThat(AddressList.parse(piece.repeat(1_000_000 / piece.length()))).hasSizeLessThanOrEqualTo(2000);
    }
}
