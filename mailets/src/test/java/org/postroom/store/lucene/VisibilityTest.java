// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.store.lucene.SampleMessage.NOW;
import static org.postroom.store.lucene.SampleMessage.number;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.desk.DeskId;
import org.postroom.desk.Role;
import org.postroom.message.EmailAddress;
import org.postroom.search.BadQueryException;
import org.postroom.search.Hit;
import org.postroom.search.QueryParser;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Viewer;

/** Each desk sees its own (design rule 9). */
class VisibilityTest {

    private static final DeskId SUPPORT = new DeskId("support");
    private static final DeskId SALES = new DeskId("sales");

    @TempDir
    Path directory;

    private LuceneTicketIndex index;

    @BeforeEach
    void fill() {
        index = LuceneTicketIndex.open(
                directory.resolve("tickets"),
                LuceneTicketIndexTest.LANGUAGES,
                new CutTexts(),
                Clock.fixed(NOW, ZoneOffset.UTC));
        add(1, 11, "support", Audience.PUBLIC, "refund of the order");
        add(2, 11, "support", Audience.INTERNAL, "refund only with a secretnote");
        add(3, 11, "support", Audience.LEADS, "refund refund was a leadsonly decision");
        add(4, 11, "support", Audience.NAMED, "refund refund refund for namedonly");
        add(5, 12, "sales", Audience.PUBLIC, "refund in salesonly");
    }

    private void add(long id, long ticket, String desk, Audience audience, String text) {
        index.index(SampleMessage.of(id, ticket)
                .says("Order", text, "en")
                .at(desk, audience)
                .message());
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void agentShouldSeePublicAndInternalMessagesOfOwnDeskOnly() throws BadQueryException {
        Viewer agent = member(Map.of(SUPPORT, Role.AGENT));

        assertThat(search("refund", agent)).extracting(Hit::number).containsExactly(number(11));
        assertThat(search("refund", agent).get(0).snippet()).doesNotContain("leadsonly", "namedonly");
        assertThat(search("secretnote", agent)).hasSize(1);
        for (String hidden : List.of(
                "leadsonly",
                "leadson*",
                "namedonly",
                "salesonly",
                "desk:sales",
                number(12).toString())) {
            assertThat(search(hidden, agent)).as(hidden).isEmpty();
        }
        assertThat(index.search("refund", Optional.of(SALES), agent, 9)).isEmpty();
        assertThat(index.numbers(QueryParser.parse("refund"), agent, 9)).containsExactly(number(11));
    }

    @Test
    void leadShouldSeeWhatIsForLeadsAtTheirDeskOnly() throws BadQueryException {
        Viewer lead = member(Map.of(SUPPORT, Role.LEAD, SALES, Role.AGENT));

        assertThat(search("leadsonly", lead)).hasSize(1);
        assertThat(search("salesonly", lead)).hasSize(1);
        assertThat(search("namedonly", lead)).isEmpty();
        assertThat(index.search("refund", Optional.of(SALES), lead, 9))
                .extracting(Hit::number)
                .containsExactly(number(12));
        assertThat(search("leadsonly", member(Map.of(SUPPORT, Role.AGENT, SALES, Role.LEAD))))
                .isEmpty();
    }

    @Test
    void strangerShouldSeeNothingAndAdminEverything() throws BadQueryException {
        assertThat(search("refund", member(Map.of()))).isEmpty();
        assertThat(search("NOT nothing", member(Map.of()))).isEmpty();
        for (String word : List.of("leadsonly", "namedonly", "salesonly", "secretnote")) {
            assertThat(search(word, Viewer.ADMIN)).hasSize(1);
        }
    }

    @Test
    void negationShouldNotRevealHiddenMessages() throws BadQueryException {
        Viewer agent = member(Map.of(SUPPORT, Role.AGENT));

        assertThat(search("-order refund", agent)).isEmpty();
        assertThat(search("NOT namedonly", agent)).extracting(Hit::message).containsAnyOf(1L, 2L);
        assertThat(search("NOT namedonly", agent)).hasSize(1);
    }

    @Test
    void ticketThatMovedShouldBeSeenAtItsNewDeskOnly() throws BadQueryException {
        index.commit();
        index.update(SampleMessage.of(1, 11)
                .says("Order", "", "en")
                .status(org.postroom.ticket.Status.OPEN, 2)
                .at("sales", Audience.PUBLIC)
                .ticket());

        assertThat(search("refund", member(Map.of(SUPPORT, Role.AGENT)))).isEmpty();
        assertThat(search("refund", member(Map.of(SALES, Role.AGENT)))).hasSize(2);
        assertThat(search("leadsonly", member(Map.of(SALES, Role.AGENT)))).isEmpty();
        assertThat(search("leadsonly", member(Map.of(SALES, Role.LEAD)))).hasSize(1);
    }

    private List<Hit> search(String query, Viewer viewer) throws BadQueryException {
        return index.search(query, Optional.empty(), viewer, 20);
    }

    private static Viewer member(Map<DeskId, Role> roles) {
        return new Viewer.Member(EmailAddress.of("agent1@acme.test"), roles);
    }
}
