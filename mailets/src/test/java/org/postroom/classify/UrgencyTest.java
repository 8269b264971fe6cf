// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.desk.Language;
import org.postroom.message.HeaderField;
import org.postroom.message.Headers;
import org.postroom.ticket.Priority;

class UrgencyTest {

    private static final Urgency URGENCY = new Urgency();

    private static Urgency.Finding of(String header, String subject, String text, String language) {
        int colon = header.indexOf(':');
        Headers headers = new Headers(
                colon < 0
                        ? List.of()
                        : List.of(new HeaderField(header.substring(0, colon), header.substring(colon + 1))));
        return URGENCY.of(headers, subject, text, new Language(language));
    }

    @ParameterizedTest(name = "{1} / {2}")
    @CsvSource(delimiter = '|', textBlock = """
            en | URGENT: server is down            | Please look.                                  | urgent
            en | Printer                           | This is urgent, we need help asap.            | urgent
            en | Printer                           | It is urgent.                                 | high
            en | Printer                           | It prints slowly.                             | normal
            en | Not urgent: new paper             | Some day.                                     | low
            en | Printer                           | This isn't really urgent.                     | low
            en | Printer                           | No rush, whenever you have time.              | low
            en | Non-urgent question               | Hello                                         | low
            en | Important question                | Hello                                         | high
            en | An insurgent wrote                | A critically acclaimed resurgence             | normal
            de | Dringend! Server steht            | Bitte helfen.                                 | urgent
            de | Drucker                           | Bitte dringend um Hilfe.                      | high
            de | Drucker                           | Ist nicht dringend.                           | low
            de | Drucker                           | Das ist nicht so eilig.                       | low
            de | Drucker                           | Keine Eile, bei Gelegenheit.                  | low
            de | Frage                             | Wie geht das?                                 | normal
            ru | СРОЧНО! не работает оплата        | Помогите                                      | urgent
            ru | Принтер                           | Срочно нужна помощь, ответьте немедленно      | urgent
            ru | Принтер                           | Нужна срочная помощь                          | high
            ru | Не срочно: вопрос                 | Когда будет время                             | low
            ru | Принтер                           | Это не очень срочно                           | low
            ru | Вопрос                            | Как сменить пароль?                           | normal
            zh | 紧急：服务器宕机                  | 请帮忙                                        | urgent
            zh | 打印机                            | 请尽快处理，非常急                            | urgent
            zh | 打印机                            | 请尽快处理                                    | high
            zh | 不急：打印机                      | 有空再看                                      | low
            zh | 打印机                            | 这个不紧急                                    | low
            zh | 打印机                            | 并不是很急                                    | low
            zh | 打印机                            | 打印机打不开                                  | normal
            unknown | urgent                       | -                                             | urgent
            unknown | срочно                       | -                                             | urgent
            """)
    void wordsShouldDecide(String language, String subject, String text, String expected) {
        assertThat(of("", subject, text, language).priority().word()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            X-Priority: 1 (Highest)     | high
            X-Priority: 2               | high
            X-Priority: 3 (Normal)      | normal
            X-Priority: 5               | low
            Importance: High            | high
            Importance: low             | low
            Priority: urgent            | high
            Priority: non-urgent        | low
            X-MSMail-Priority: High     | high
            X-MSMail-Priority: Low      | low
            X-Priority: nonsense        | normal
            """)
    void headerAloneShouldGiveHighAtMost(String header, String expected) {
        assertThat(of(header, "Printer", "It does not print.", "en").priority().word())
                .isEqualTo(expected);
    }

    @Test
    void headerAndWordTogetherShouldBeUrgent() {
        Urgency.Finding finding = of("Importance: high", "Printer", "This is urgent.", "en");
        assertThat(finding.priority()).isEqualTo(Priority.URGENT);
        assertThat(finding.reason()).isEqualTo("\"urgent\" in the text");
    }

    @Test
    void headerShouldNotMakeUrgentWhatIsSaidNotToBe() {
        assertThat(of("X-Priority: 1", "Printer", "It is not urgent.", "en").priority())
                .isEqualTo(Priority.NORMAL);
    }

    @Test
    void listWithAnUnknownPartShouldBeRefusedWithItsLine() {
        assertThatThrownBy(() -> UrgencyWords.read(List.of("[urgent]", "now", "[soon]")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 3: \"[soon]\" is no part; expected [urgent], [high], [calm] or [not]");
    }
}
