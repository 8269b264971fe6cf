// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.SampleDesks;
import org.postroom.command.Verb;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;

class NoteWordsTest {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+|[0-9])\\}");

    @ParameterizedTest
    @ValueSource(strings = {"ru", "zh", "de"})
    void everyLanguageShouldSayTheSameWithTheSamePlaces(String language) {
        NoteWords english = NoteWords.of("en");
        NoteWords other = NoteWords.of(language);

        assertThat(other.keys()).isEqualTo(english.keys());
        for (String key : english.keys()) {
            assertThat(other.text(key, Map.of())).as(key).isNotEqualTo(english.text(key, Map.of()));
            assertThat(places(other.text(key, Map.of()))).as(key).isEqualTo(places(english.text(key, Map.of())));
        }
    }

    @Test
    void valuesShouldBeTakenAsTheyAre() {
        assertThat(NoteWords.of("de").text("reason.full", Map.of("host", "$1 \\ {who}")))
                .isEqualTo("Postfach voll bei $1 \\ {who}");
    }

    @Test
    void valuesOfNoticesShouldBeTakenAsTheyAre() {
        assertThat(NoteWords.ofNotices(SampleDesks.ANN).with("held.other-matter", "{1} $0", "{0}"))
                .contains("ticket {1} $0 (\"{0}\")");
    }

    @Test
    void noticesShouldBeInALanguageOfTheAgent() {
        assertThat(NoteWords.ofNotices(SampleDesks.LI).with("held.subject", "x"))
                .isEqualTo("尚未发送：x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ru", "zh", "de"})
    void everyNoticeShouldBeSaidInEveryLanguageWithTheSamePlaces(String language) throws IOException {
        Properties english = notices("en");
        Properties other = notices(language);

        assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(places(other.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
        }
    }

    @Test
    void everyWordOfATicketShouldHaveItsText() {
        Set<String> keys = NoteWords.ofNotices(SampleDesks.ANN).keys();
        for (Status status : Status.values()) {
            assertThat(keys).contains("status." + status.word());
        }
        for (Priority priority : Priority.values()) {
            assertThat(keys).contains("priority." + priority.word());
        }
        for (MessageKind kind : MessageKind.values()) {
            assertThat(keys).contains("kind." + kind.word());
        }
    }

    @Test
    void everyCommandShouldBeInTheListOfCommands() {
        Set<String> keys = NoteWords.ofNotices(SampleDesks.ANN).keys();
        for (Verb verb : Verb.values()) {
            assertThat(keys).contains("help." + verb.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void otherLanguageShouldBeEnglish() {
        assertThat(NoteWords.of("fr")).isSameAs(NoteWords.of("en"));
    }

    @Test
    void everyReasonShouldHaveItsText() {
        for (FailureReason reason : FailureReason.values()) {
            assertThat(NoteWords.of("en").keys()).contains(reason.key());
        }
    }

    private static Properties notices(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(NoteWordsTest.class.getResourceAsStream("notices." + language + ".properties")),
                StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        PLACE.matcher(text).results().forEach(match -> places.add(match.group()));
        return places;
    }
}
