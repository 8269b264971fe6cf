// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Sat, 21 Nov 2026 at 10:00, Ann Lee <ann@example.com> wrote:\n> old\n> text",
                "On Sat, 21 Nov 2026 at 10:00, Ann Lee\n<ann@example.com> wrote:\n\n> old\n> text",
                "Am 21.11.26 um 10:00 schrieb Ann Lee:\n> old\n> text",
                "Am Sa., 21. Nov. 2026 um 10:00 Uhr schrieb Ann Lee <\nann@example.com>:\n\n> old\n> text",
                "21.11.2026 10:00, Иван Петров пишет:\n> old\n> text",
                "сб, 21 нояб. 2026 г. в 10:00, Иван Петров <ivan@example.com>:\n> old\n> text",
                "21 ноября 2026 г., 10:00, Иван написал(а):\n> old\n> text",
                "在 2026年11月21日 10:00，客服 <kf@example.com> 写道：\n> old\n> text",
                "> old\n> text",
                "-----Original Message-----\nFrom: Ann\nSent: today\nSubject: x\n\nold\ntext",
                "-----Ursprüngliche Nachricht-----\nVon: Ann\n\nold\ntext",
                "-------- Исходное сообщение --------\nold\ntext",
                "------------------ 原始邮件 ------------------\nold\ntext",
                "From: Ann Lee <ann@example.com>\nSent: Saturday\nTo: support@acme.test\nSubject: x\n\nold\ntext",
                "Von: Ann\nGesendet: Samstag\nAn: support\nBetreff: x\n\nold\ntext",
                "От: Иван\nОтправлено: 21 ноября\nКому: support\nТема: x\n\nold\ntext",
                "发件人: 客服\n发送时间: 2026年11月21日\n收件人: x\n主题: y\n\nold\ntext",
                "________________________________\nFrom: Ann\nSent: now\nTo: x\n\nold\ntext",
                "On 21 Nov 2026, Ann wrote:\n\nold\ntext"
            })
    void whatIsBelowTheMarkShouldBeQuoted(String quotation) {
        NewText parts = NewText.split("Thanks, it works.\n\nAnn\n\n" + quotation + "\n");
        assertThat(parts.newText()).isEqualTo("Thanks, it works.\n\nAnn");
        assertThat(parts.quotedText()).endsWith("old\ntext");
    }

    @Test
    void answersBetweenQuotesShouldBeNew() {
        NewText parts =
                NewText.split("> Which version?\n\n3.8.1\n\n> Which system?\n\nLinux\n\n-- \nAnn Lee\nExample Ltd\n");
        assertThat(parts.newText()).isEqualTo("3.8.1\n\nLinux");
        assertThat(parts.quotedText()).isEqualTo("Which version?\nWhich system?");
        assertThat(parts.signature()).isEqualTo("Ann Lee\nExample Ltd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Hello,\n\nmy order has not come.\n\nAnn",
                "> all of it is quoted",
                "-----Original Message-----\nFrom: Ann\n\ntext",
                "From: Ann\nSent: now\nTo: x\nSubject: y\n\nonly a forwarded mail",
                "You wrote: the price is 10 euros",
                "I wrote to you on 1 May 2026.\nYou said it is fine."
            })
    void textWithoutQuotationShouldBeNewAsAWhole(String text) {
        assertThat(NewText.split(text).newText()).isEqualTo(text.strip());
        assertThat(NewText.split(text).quotedText()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> ",
                ">\n",
                "On 1\n",
                "-- \n",
                "a ",
                "From: x\n",
                "1 ",
                "--",
                "_",
                "On 1 wrote:\n",
                "wrote ",
                "\n"
            })
    @Timeout(120)
    void megabytesShouldTakeLinearTime(String piece) {
        assertThat(NewText.split(piece.repeat(2_000_000 / piece.length()))).isNotNull();
    }
}
