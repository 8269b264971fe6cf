// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValueTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            attachment; filename=a.txt|a.txt
            attachment; filename="a b.txt"|a b.txt
            attachment; FileName = "a;b.txt" ; x=y|a;b.txt
            attachment; filename="a\\"b.txt"|a"b.txt
            attachment; filename="C:\\temp\\b.txt"|C:\\temp\\b.txt
            attachment; filename=a b.txt|a b.txt
            attachment; filename="never closed|never closed
            attachment (why; not); filename=a.txt (really)|a.txt
            attachment; filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82.pdf|Счёт.pdf
            attachment; filename*=gb2312'zh'%B7%A2%C6%B1.pdf|发票.pdf
            attachment; filename=invoice.pdf; filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82.pdf|Счёт.pdf
            attachment; filename*0="long "; filename*1="name.txt"|long name.txt
            attachment; filename*1="name.txt"; filename*0="long "|long name.txt
            attachment; filename*0*=utf-8''%D0%A1%D1; filename*1*=%87%D1%91%D1%82; filename*2=100%.pdf|Счёт100%.pdf
            attachment; filename="=?utf-8?B?0KHRh9GR0YIucGRm?="|Счёт.pdf
            attachment; filename==?utf-8?B?0KHRh9GR0YIucGRm?=|Счёт.pdf
            attachment; filename="=?utf-8?B?0KHRh9GR?= =?utf-8?B?0YIucGRm?="|Счёт.pdf
            attachment; filename*=''%41%zz|A%zz
            """)
    void parametersShouldBeDecoded(String body, String fileName) {
        HeaderValue value = HeaderValue.of(body);
        assertThat(value.value()).isEqualTo("attachment");
        assertThat(value.parameter("filename")).contains(fileName);
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "a=b;", "(", "\"", "\\", "x*0=", ";x*0*=a", ";a*", "%", "=", ";x*1=\"'%"})
    @Timeout(120)
    void megabytesShouldTakeLinearTime(String piece) {
        assertThat(HeaderValue.of(piece.repeat(1_000_000 / piece.length())).value())
                .isNotNull();
    }
}
