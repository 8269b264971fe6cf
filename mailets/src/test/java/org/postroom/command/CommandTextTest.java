// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.command.Doubt.Reason;

class CommandTextTest {

    @Test
    void commandsAtTheTopShouldBeFoundAndTakenOff() {
        CommandText read =
                CommandText.read("#close\n#tag VIP customer\r\n\n  #snooze until Monday 9:00  \n\nDear Ivan,\n\nbye");

        assertThat(read.commands())
                .containsExactly(
                        new Command(Verb.CLOSE, "", 1, "#close"),
                        new Command(Verb.TAG, "VIP customer", 2, "#tag VIP customer"),
                        new Command(Verb.SNOOZE, "until Monday 9:00", 4, "#snooze until Monday 9:00"));
        assertThat(read.text()).isEqualTo("Dear Ivan,\n\nbye");
        assertThat(read.doubts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "#CLOSE, CLOSE",
        "#Закрыть, CLOSE",
        "＃关闭, CLOSE",
        "#schließen, CLOSE",
        "#schliessen, CLOSE",
        "#ÜBERNEHMEN, TAKE",
        "#uebernehmen, TAKE",
        "#взять, TAKE",
        "#接手, TAKE",
        "#note, NOTE",
        "#заметка, NOTE",
        "#备注, NOTE",
        "#Notiz, NOTE"
    })
    void wordFormsOfTheDesksLanguagesShouldBeKnown(String line, Verb verb) {
        assertThat(CommandText.read(line).commands()).containsExactly(new Command(verb, "", 1, line.strip()));
    }

    @ParameterizedTest
    @CsvSource({
        "#assign ann@acme.test, ASSIGN, ann@acme.test",
        "'#assign: Ann Lee', ASSIGN, Ann Lee",
        "#назначить Иван, ASSIGN, Иван",
        "#分配：李雷, ASSIGN, 李雷",
        "#priorität hoch, PRIORITY, hoch",
        "#merge ACME-10429, MERGE, ACME-10429",
        "#time\t20m, TIME, 20m"
    })
    void whatStandsBehindTheWordShouldBeItsArgument(String line, Verb verb, String argument) {
        assertThat(CommandText.read(line).commands()).containsExactly(new Command(verb, argument, 1, line.strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#1 restart the router",
                "# heading",
                "#",
                "##close",
                "see #close in the manual",
                "#welcome to our newsletter",
                "#hashtag",
                "#关于 您的问题",
                "#спасибо за письмо",
                "#2024 #close"
            })
    void whatIsNoCommandShouldBeText(String text) {
        CommandText read = CommandText.read(text);

        assertThat(read.commands()).isEmpty();
        assertThat(read.doubts()).isEmpty();
        assertThat(read.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "#clsoe, CLOSE",
        "#cloze, CLOSE",
        "#asign Ann, ASSIGN",
        "#hlep, HELP",
        "#закрыт, CLOSE",
        "#schliesen, CLOSE",
        "#tga VIP, TAG",
        "#prioritty high, PRIORITY"
    })
    void misspeltCommandShouldBeDoubtedWhereverItStands(String line, Verb meant) {
        assertThat(CommandText.read(line + "\nText").doubts())
                .containsExactly(new Doubt(1, line, meant, Reason.MISSPELT));
        assertThat(CommandText.read("Text\n" + line).doubts())
                .containsExactly(new Doubt(2, line, meant, Reason.MISSPELT));
    }

    @Test
    void commandBelowTextShouldBeDoubtedAndStayInTheText() {
        CommandText read = CommandText.read("#tag VIP\nDear Ivan,\n\n #close \nAnn");

        assertThat(read.commands()).containsExactly(new Command(Verb.TAG, "VIP", 1, "#tag VIP"));
        assertThat(read.text()).isEqualTo("Dear Ivan,\n\n #close \nAnn");
        assertThat(read.doubts()).containsExactly(new Doubt(4, "#close", Verb.CLOSE, Reason.BELOW_TEXT));
    }

    @Test
    void argumentThatIsMissingOrTooMuchShouldBeDoubted() {
        CommandText read = CommandText.read("#assign\n#close please\nText");

        assertThat(read.commands()).isEmpty();
        assertThat(read.doubts())
                .containsExactly(
                        new Doubt(1, "#assign", Verb.ASSIGN, Reason.ARGUMENT_MISSING),
                        new Doubt(2, "#close please", Verb.CLOSE, Reason.ARGUMENT_UNKNOWN));
    }

    @Test
    void textShouldStayAsItIsWithoutCommands() {
        assertThat(CommandText.read("Grüße,\n\nАнна\n").text()).isEqualTo("Grüße,\n\nАнна\n");
        assertThat(CommandText.read("").text()).isEmpty();
        assertThat(CommandText.read("#close").text()).isEmpty();
    }

    @Test
    void hugeTextShouldBeReadInTime() {
        String text = "#" + "x".repeat(1_000_000) + "\n" + "#cloes\n".repeat(20_000);

        assertThat(CommandText.read(text).doubts()).hasSize(20_000);
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void noWordShouldBeAnothersOrNearAnothers(Verb verb) {
        assertThat(Arrays.stream(Verb.values()).filter(other -> other != verb).flatMap(other -> other.words().stream()))
                .doesNotContainAnyElementsOf(verb.words());
        for (String word : verb.words()) {
            assertThat(Verb.of(word)).contains(verb);
        }
    }
}
