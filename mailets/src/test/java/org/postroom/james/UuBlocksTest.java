// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuBlocksTest {

    private static final String HELLO = "begin 644 hello.txt\n,2&5L;&\\@=V]R;&0A\n`\nend\n";

    @Test
    void wholeBlockShouldBeAFileAndTheTextAroundItStay() {
        UuBlocks blocks = in("before\n" + HELLO + "between\r\n" + HELLO.replace("\n", "\r\n") + "after\n");
        assertThat(new String(blocks.text(), StandardCharsets.US_ASCII)).isEqualTo("before\nbetween\r\nafter\n");
        assertThat(blocks.files())
                .extracting(file -> new String(file.name(), StandardCharsets.US_ASCII) + " " + file.size())
                .containsExactly("hello.txt 12", "hello.txt 12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin 644 hello.txt\nthis is only text\nend\n",
                "begin 644 hello.txt\n,2&5L;&\\@=V]R;&0A\n",
                "begin 644 hello.txt\nend\n",
                "begin at once\nend\n",
                " begin 644 hello.txt\n,2&5L;&\\@=V]R;&0A\n`\nend\n"
            })
    void textThatOnlyLooksLikeABlockShouldStay(String text) {
        assertThat(in(text).files()).isEmpty();
        assertThat(new String(in(text).text(), StandardCharsets.US_ASCII)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin 644 x\n",
                "begin 644 x\n`\n",
                "begin 644 x\n!AAAA\n",
                "begin 644 x\n!AAAA\nend\n",
                "begin "
            })
    @Timeout(60)
    void megabytesShouldTakeLinearTime(String piece) {
        assertThat(in(piece.repeat(4_000_000 / piece.length()))).isNotNull();
    }

    private static UuBlocks in(String text) {
        return UuBlocks.in(text.getBytes(StandardCharsets.US_ASCII));
    }
}
