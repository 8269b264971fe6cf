// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedCharsetsTest {

    @Test
    void utf7ShouldBeReadAndWritten() {
        Charset utf7 = Charset.forName("UTF-7");

        assertThat(new String("Hi Mom +Jjo-! Gr+APw- +ZeVnLIqe-".getBytes(StandardCharsets.US_ASCII), utf7))
                .isEqualTo("Hi Mom \u263a! Gr\u00fc \u65e5\u672c\u8a9e");
        assertThat(new String("Gr\u00fc\u00dfe, \u65e5\u672c\u8a9e".getBytes(utf7), utf7))
                .isEqualTo("Gr\u00fc\u00dfe, \u65e5\u672c\u8a9e");
    }

    @Test
    void bytesThatAreNoUtf7ShouldBeSigns() {
        byte[] bytes = {'H', 'i', ' ', '+', (byte) 0x9b, '!', ' ', 'T', 'o', 'm'};

        assertThat(new String(bytes, Charset.forName("utf-7"))).isEqualTo("Hi \ufffd! Tom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-7", "x-modified-utf-7", "x-imap-modified-utf-7", "unicode-1-1-utf-7"})
    void noBytesShouldFailByAnError(String name) {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                if (random.nextInt(4) == 0) {
                    bytes[at] = (byte) "+&-/A".charAt(random.nextInt(5));
                }
            }
            assertThat(new String(bytes, Charset.forName(name)).length()).isLessThanOrEqualTo(bytes.length + 1);
        }
    }
}
