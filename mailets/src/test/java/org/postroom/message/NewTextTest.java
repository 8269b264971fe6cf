// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
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
                "On 21 Nov 2026, Ann wrote:\n\nold\ntext",
                "Le sam. 21 nov. 2026 à 10:00, Ann Lee <ann@example.com> a écrit :\n\n> old\n> text",
                "El sáb, 21 nov 2026 a las 10:00, Ann Lee (<ann@example.com>) escribió:\n\n> old\n> text",
                "Il giorno sab 21 nov 2026 alle ore 10:00 Ann Lee <ann@example.com> ha scritto:\n\n> old\n> text",
                "Em sáb., 21 de nov. de 2026 às 10:00, Ann Lee <ann@example.com> escreveu:\n\n> old\n> text",
                "Ann Lee <ann@example.com> escreveu no dia sábado, 21/11/2026 à(s) 10:00:\n\n> old\n> text",
                "Op za 21 nov 2026 om 10:00 schreef Ann Lee <ann@example.com>:\n\n> old\n> text",
                "sob., 21 lis 2026 o 10:00 Ann Lee <ann@example.com> napisał(a):\n\n> old\n> text",
                "so 21. 11. 2026 v 10:00 odesílatel Ann Lee <ann@example.com> napsal:\n\n> old\n> text",
                "Den lör 21 nov. 2026 kl 10:00 skrev Ann Lee <ann@example.com>:\n\n> old\n> text",
                "la 21. marrask. 2026 klo 10.00 Ann Lee (ann@example.com) kirjoitti:\n\n> old\n> text",
                "Ann Lee <ann@example.com>, 21 Kas 2026 Cmt, 10:00 tarihinde şunu yazdı:\n\n> old\n> text",
                "сб, 21 лист. 2026 р. о 10:00 Ann Lee <ann@example.com> пише:\n\n> old\n> text",
                "Суббота, 21 ноября 2026, 10:00 +03:00 от Ann Lee <ann@example.com>:\n\nold\ntext",
                "Ann Lee <ann@example.com> 于2026年11月21日周六 10:00写道：\n\n> old\n> text",
                "At 2026-11-21 10:00:00, \"Ann\" <ann@example.com> wrote:\n\nold\ntext",
                "2026年11月21日(土) 10:00 Ann Lee <ann@example.com>:\n\n> old\n> text",
                "2026년 11월 21일 (토) 오전 10:00, Ann Lee <ann@example.com>님이 작성:\n\n> old\n> text",
                "-------- Message d'origine --------\nold\ntext",
                "----- Mensaje original -----\nold\ntext",
                "-----Messaggio originale-----\nold\ntext",
                "-----Oorspronkelijk bericht-----\nold\ntext",
                "-------- Wiadomość oryginalna --------\nold\ntext",
                "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nold\ntext",
                "------------------ Original ------------------\nold\ntext",
                "---- 回复的原邮件 ----\n| 发件人 | Ann<ann@example.com> |\n| 日期 | 2026年11月21日 |\nold\ntext",
                "De : Ann\nEnvoyé : samedi\nÀ : support\nObjet : x\n\nold\ntext",
                "De: Ann\nEnviado: sábado\nPara: support\nAsunto: x\n\nold\ntext",
                "Gesendet: Samstag, 21. November 2026 um 10:00 Uhr\nVon: Ann\nAn: support\nBetreff: x\n\nold\ntext",
                "*From:* Ann\n*Sent:* Saturday\n*To:* support\n*Subject:* x\n\nold\ntext"
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
                "Hello\n\nOn 21 Nov 2026, Ann wrote:\n\nI agree with this:\n> old\nmy answer",
                "Hello\n\n-----Original Message-----\n> old\nmy answer",
                "Hello\n______________________________\nmy answer",
                "Hello\n\nAs Ann wrote:\n\nmy answer",
                "Hello\n\nQ>On 21 Nov 2026, Ann <ann@example.com> wrote:\nQ>old\n\nmy answer",
                "Hello\n\nThis is the header:\nFrom: ann@example.com\nTo: bob@example.com\nSubject: x\n\nmy answer",
                "Hello\n> old\n> old\n\nmy answer\n_____________________\nThe list mailing list\nhttp://lists.test/",
                "Hello\n\nAnn Lee\n\nmy answer",
                "Hello\n\nAnn Lee\n\nPS my answer",
                "Hello\n\nAnn Lee\n\nwould you send my answer?",
                "Hello\n\nAnn Lee\n#close my answer",
                "Hello\n\nAnn Lee has read my answer",
                "Hello\n\nAnn likes my answer"
            })
    void whatTheAuthorMayHaveWrittenShouldNeverBeLost(String text) {
        NewText parts = NewText.of(letter(text));
        assertThat(parts.newText()).contains("Hello", "my answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- \nAnn Lee\nExample Ltd",
                "Ann Lee\nExample Ltd",
                "Best regards,\nAnn Lee\nExample Ltd",
                "С уважением,\n\nAnn\nExample Ltd",
                "-Ann\nExample Ltd",
                "----------\n\nAnn Lee\n\nHead of sales\n\nExample Ltd",
                "Ann Lee\nPhone +49 30 1234567\n\nwww.example.com\nExample Ltd"
            })
    void signatureShouldBeFoundByTheAuthorsName(String signature) {
        NewText parts = NewText.of(letter("It still does not work.\n\n" + signature + "\n\n> old"));
        assertThat(parts.newText()).isEqualTo("It still does not work.");
        assertThat(parts.signature()).endsWith("Example Ltd");
        assertThat(NewText.split("Ann Lee\nExample Ltd").newText()).isEqualTo("Ann Lee\nExample Ltd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This e-mail and any attachments are confidential and intended solely for the addressee.",
                "CONFIDENTIALITY NOTICE: keep this to yourself.\n\nIf you are not the intended recipient, delete it.",
                "Diese E-Mail enthält vertrauliche Informationen.",
                "Настоящее сообщение является конфиденциальным.",
                "本邮件及其附件含有保密信息。",
                "_______________________________________________\nThe list mailing list\nhttp://lists.test/list"
            })
    void whatServersPutBelowShouldNotBeNew(String footer) {
        NewText parts = NewText.split("It still does not work.\n\n" + footer + "\n");
        assertThat(parts.newText()).isEqualTo("It still does not work.");
        assertThat(parts.signature()).isEqualTo(footer);
    }

    private static IncomingMail letter(String text) {
        NamedAddress author = new NamedAddress("Ann Lee", EmailAddress.of("a.lee@example.com"));
        return new IncomingMail(
                new Headers(List.of()),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(author),
                List.of(),
                List.of(),
                List.of(),
                "",
                Optional.empty(),
                text,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
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
                "Ann\n",
                "____________________\n",
                "This message is intended for ",
                "Von: x\n\n",
                "\n"
            })
    @Timeout(120)
    void megabytesShouldTakeLinearTime(String piece) {
        assertThat(NewText.of(letter(piece.repeat(2_000_000 / piece.length())))).isNotNull();
    }
}
