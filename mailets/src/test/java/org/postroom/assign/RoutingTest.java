// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.SampleDesks;
import org.postroom.desk.Absence;
import org.postroom.desk.Agent;
import org.postroom.desk.Language;
import org.postroom.desk.WorkingHours;
import org.postroom.message.EmailAddress;

class RoutingTest {

    private static final Instant FRIDAY = Instant.parse("2026-11-20T09:00:00Z");
    private static final Agent ANN = SampleDesks.ANN;
    private static final Agent IVAN = SampleDesks.IVAN;
    private static final Agent LI = SampleDesks.LI;

    private final FakeWorkload workload = new FakeWorkload();

    @ParameterizedTest
    @CsvSource({
        // language, category, who: ann speaks en and de and knows billing; ivan ru and en, technical; li zh, technical
        // and sales
        "en, billing, ann@acme.test",
        "en, technical, ivan@acme.test",
        "de, technical, ann@acme.test",
        "ru, billing, ivan@acme.test",
        "zh, '', li@acme.test",
        "zh, billing, li@acme.test",
        "fr, sales, li@acme.test",
        "unknown, billing, ann@acme.test",
        "fr, '', ann@acme.test",
        "fr, gardening, ann@acme.test"
    })
    void languageAndSkillShouldFitWhereTheTeamHasThem(String language, String category, String expected) {
        assertThat(choose(language, category, ANN, IVAN, LI)).contains(EmailAddress.of(expected));
    }

    @Test
    void onlySpeakerShouldBeWaitedForWhenAbsent() {
        Agent away = SampleDesks.away(LI, new Absence(LocalDate.parse("2026-11-20"), LocalDate.parse("2026-11-20")));

        assertThat(choose("zh", "", ANN, IVAN, away)).isEmpty();
    }

    @Test
    void leastLoadedShouldGoByShareOfCapacity() {
        Agent small = SampleDesks.withCapacity(SampleDesks.agent("small@acme.test", "S", "en", ""), 10);
        Agent large = SampleDesks.withCapacity(SampleDesks.agent("large@acme.test", "L", "en", ""), 100);
        workload.has(small, 2);
        workload.has(large, 15);

        assertThat(choose("en", "", small, large)).contains(large.address());
    }

    @Test
    void firstOfTeamShouldBeChosenAmongEquals() {
        Agent one = SampleDesks.agent("one@acme.test", "1", "en", "");
        Agent two = SampleDesks.agent("two@acme.test", "2", "en", "");

        assertThat(choose("en", "", one, two)).contains(one.address());
    }

    @Test
    void fullAgentsShouldGetNothing() {
        workload.has(ANN, 200);

        assertThat(choose("de", "", ANN, IVAN, LI)).isEmpty();
        assertThat(choose("en", "", ANN, IVAN, LI)).contains(IVAN.address());
    }

    @Test
    void nobodyShouldBeChosenOutOfHours() {
        Agent monday = new Agent(
                ANN.address(),
                ANN.name(),
                ANN.languages(),
                ANN.skills(),
                10,
                new WorkingHours(
                        ZoneId.of("Europe/Berlin"),
                        Map.of(
                                DayOfWeek.MONDAY,
                                List.of(new WorkingHours.Span(LocalTime.of(9, 0), LocalTime.of(17, 0)))),
                        Set.of()),
                List.of());

        assertThat(choose("en", "", monday)).isEmpty();
        assertThat(choose("en", "")).isEmpty();
    }

    @Test
    void roundRobinShouldTakeTurns() {
        Agent one = SampleDesks.agent("one@acme.test", "1", "en", "");
        Agent two = SampleDesks.agent("two@acme.test", "2", "en", "");
        RoutingRule rule =
                new RoutingRule(Optional.empty(), Strategy.ROUND_ROBIN, Optional.empty(), RoutingRule.UNTAKEN_AFTER);

        assertThat(List.of(choose(rule, one, two), choose(rule, one, two), choose(rule, one, two)))
                .containsExactly(Optional.of(one.address()), Optional.of(two.address()), Optional.of(one.address()));
    }

    @Test
    void fixedShouldBeThatAgentWhateverTheyKnow() {
        RoutingRule rule =
                new RoutingRule(Optional.empty(), Strategy.FIXED, Optional.of(LI.address()), RoutingRule.UNTAKEN_AFTER);

        assertThat(choose(rule, LI)).contains(LI.address());
        workload.has(LI, 200);
        assertThat(choose(rule, LI)).isEmpty();
    }

    private Optional<EmailAddress> choose(String language, String category, Agent... team) {
        return Routing.choose(
                        RoutingRule.usual(),
                        new Routing.Candidates("team", List.of(team)),
                        new Routing.Needs(
                                new Language(language), Optional.of(category).filter(c -> !c.isEmpty())),
                        FRIDAY,
                        workload)
                .map(Agent::address);
    }

    private Optional<EmailAddress> choose(RoutingRule rule, Agent... team) {
        return Routing.choose(
                        rule,
                        new Routing.Candidates("team", List.of(team)),
                        new Routing.Needs(new Language("en"), Optional.empty()),
                        FRIDAY,
                        workload)
                .map(Agent::address);
    }

    private static final class FakeWorkload implements Workload {

        private final Map<EmailAddress, Integer> loads = new HashMap<>();
        private long turn;

        void has(Agent agent, int tickets) {
            loads.put(agent.address(), tickets);
        }

        @Override
        public int load(EmailAddress agent) {
            return loads.getOrDefault(agent, 0);
        }

        @Override
        public long nextTurn(String team) {
            return turn++;
        }
    }
}
