// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.SampleDesks;

class NoteWordsTest {

    private static final Pattern PLACE = Pattern.compile("\\{[a-z]+\\}");

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
        assertThat(NoteWords.ofNotices(SampleDesks.LI).with("help.close")).isEqualTo("the ticket is done");
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

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        PLACE.matcher(text).results().forEach(match -> places.add(match.group()));
        return places;
    }
}
