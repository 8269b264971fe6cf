// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowedTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "one ~two|one two",
                "one~two|one~two",
                "> one ~> two|> one two",
                ">> one ~> two|>> one ~> two",
                "> one ~two|> one ~two",
                " From here ~ >there|From here >there",
                "one ~~two|one ~~two",
                "one ~-- ~Ann|one ~-- ~Ann",
                "> ~> two|> ~> two",
                "one |one "
            })
    void paragraphShouldBeWholeAgain(String sent, String read) {
        assertThat(FlowedText.unfold(sent.replace('~', '\n'), false)).isEqualTo(read.replace('~', '\n'));
    }

    @Test
    void spaceThatWasAddedShouldGoWhereTheMailSaysSo() {
        assertThat(FlowedText.unfold("没有 \n空格", true)).isEqualTo("没有空格");
    }
}
