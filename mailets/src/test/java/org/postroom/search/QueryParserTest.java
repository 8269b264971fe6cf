// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "refund | refund",
                "refund invoice | (refund & invoice)",
                "refund AND invoice | (refund & invoice)",
                "refund OR invoice late | (refund / (invoice & late))",
                "(refund OR invoice) late | ((refund / invoice) & late)",
                "refund NOT late | (refund & !late)",
                "refund -late | (refund & !late)",
                "refund - late | (refund & late)",
                "e-mail | e-mail",
                "\"double charge\" | 'double charge'",
                "“double charge” | 'double charge'",
                "„doppelte Buchung“ | 'doppelte Buchung'",
                "«двойное списание» | 'двойное списание'",
                "「退款」 | '退款'",
                "-\"double charge\" | !'double charge'",
                "refund* | refund~",
                "退款 OR возврат | (退款 / возврат)",
                "（退款　OR　发票）　加急 | ((退款 / 发票) & 加急)",
                "status:open | STATUS=open",
                "STATUS:Open | STATUS=open",
                "status：open | STATUS=open",
                "is:closed | STATUS=closed",
                "desk:support | DESK=support",
                "category:\"Late Delivery\" | CATEGORY=late delivery",
                "category:none | CATEGORY=",
                "priority:high | PRIORITY=high",
                "language:ru | LANGUAGE=ru",
                "kind:auto-reply | KIND=auto-reply",
                "tag:VIP | TAG=vip",
                "agent:agent1@acme.test | AGENT=agent1@acme.test",
                "agent:none | AGENT=",
                "from:ivan | FROM.ivan",
                "from:\"Ivan Petrov\" | FROM.'Ivan Petrov'",
                "-from:ivan | !FROM.ivan",
                "to:support@acme.test | TO.support@acme.test",
                "subject:\"no paper\" | SUBJECT.'no paper'",
                "subject:refund* | SUBJECT.refund~",
                "text:x1 | TEXT.x1",
                "attachment:invoice.pdf | ATTACHMENT.invoice.pdf",
                "has:attachment | attached",
                "before:2026-12-01 | [,2026-12-01T00:00:00Z)",
                "after:2026-12-01 | [2026-12-01T00:00:00Z,)",
                "on:2026-12-01 | [2026-12-01T00:00:00Z,2026-12-02T00:00:00Z)",
                "SALE-13 | SALE-13?",
                "[sale-13] | SALE-13?",
                "number:SALE-13 | SALE-13",
                "Re: [SALE-13] Printer | ((Re & SALE-13?) & Printer)",
                "SALE-12 | SALE-12",
                "and or not | (and & or & not)",
                "how to pay? | (how & to & pay)",
                "pay, please! | (pay & please)",
                "12:30 | 12:30",
                "https://acme.test/pay | https://acme.test/pay",
                "NOT NOT refund | !!refund",
                "INV-2291 | INV-2291",
                "user@host | user@host",
                "& - refund | refund",
                "😀 | 😀",
            })
    void queryShouldBeReadAs(String query, String tree) throws BadQueryException {
        String wanted = tree.replace("((Re & SALE-13?) & Printer)", "(Re & SALE-13? & Printer)");

        assertThat(shown(QueryParser.parse(query))).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 0 | nothing to look for",
                "`   ` | 0 | nothing to look for",
                "!?! | 0 | nothing to look for",
                "status:opne | 7 | new, open, waiting, snoozed, closed",
                "refund priority:5 | 16 | low, normal, high, urgent",
                "kind:robot | 5 | auto-reply",
                "language:russian | 9 | two letters",
                "desk:Zürich | 5 | desk's id",
                "before:01.12.2026 | 7 | 2026-12-01",
                "on:2026-13-01 | 3 | year-month-day",
                "before:+999999999-12-31 | 7 | year-month-day",
                "has:money | 4 | attachment",
                "number:ACME-10428 | 7 | last digit",
                "foo:bar | 0 | status, desk, category",
                "foo:\"bar\" | 0 | no field \"foo\"",
                "status: open | 7 | without a space",
                "status: | 7 | without a space",
                "refund \"double | 7 | no closing quotation mark",
                "\"\" | 0 | no word here",
                "from:\"..\" | 5 | no word here",
                "(refund | 0 | not closed",
                "refund) | 6 | closes none",
                "() | 1 | a word is missing",
                "AND refund | 0 | a word is missing",
                "refund AND | 10 | after \"AND\"",
                "refund OR | 9 | the query ends",
                "refund OR OR invoice | 10 | a word is missing",
                "NOT | 3 | a word is missing",
                "r* | 1 | at least 2 letters",
                "* | 0 | at least 2 letters",
                "re*nd | 2 | only at the end",
                "*fund | 0 | only at the end",
                "аб* вг* де* жз* ик* | 16 | at most 4",
            })
    void badQueryShouldSayWhereAndWhatIsAllowed(String query, int position, String part) {
        BadQueryException complaint =
                catchThrowableOfType(BadQueryException.class, () -> QueryParser.parse(query == null ? "" : query));

        assertThat(complaint).isNotNull();
        assertThat(complaint.position()).as(complaint.getMessage()).isEqualTo(position);
        assertThat(complaint)
                .hasMessageContaining("at character " + (position + 1))
                .hasMessageContaining(part)
                .hasMessageContaining("for example");
    }

    @Test
    void hostileQueryShouldBeRefusedBeforeItCostsAnything() {
        assertThat(complaint("a".repeat(QueryParser.LONGEST + 1))).contains("too long");
        assertThat(complaint("a ".repeat(QueryParser.MOST_TERMS + 1))).contains("too many words");
        assertThat(complaint("(".repeat(400) + "a" + ")".repeat(400))).contains("deep");
        assertThat(complaint("NOT ".repeat(200) + "a")).contains("deep");
        assertThat(complaint("--".repeat(300) + "a")).isEmpty();
        assertThat(complaint("status:" + "x".repeat(900))).contains("is no value of status");
    }

    @Test
    void daysShouldBeginAtMidnightOfTheZone() throws BadQueryException {
        SearchQuery query = QueryParser.parse("on:2026-03-29", ZoneId.of("Europe/Berlin"));

        assertThat(query)
                .isEqualTo(new SearchQuery.Received(
                        Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status:open", "from:ivan", "number:SALE-13", "has:attachment", "before:2026-12-01"})
    void ruleShouldKnowSubjectAndTextOnly(String query) {
        BadQueryException complaint = catchThrowableOfType(BadQueryException.class, () -> QueryParser.parseRule(query));

        assertThat(complaint).hasMessageContaining("the fields are subject, text");
    }

    @Test
    void ruleShouldTakeATicketNumberForAWord() throws BadQueryException {
        assertThat(shown(QueryParser.parseRule("SALE-13 subject:x1"))).isEqualTo("(SALE-13 & SUBJECT.x1)");
    }

    private static String complaint(String query) {
        try {
            QueryParser.parse(query);
            return "";
        } catch (BadQueryException e) {
            return e.getMessage();
        }
    }

    private static String shown(SearchQuery query) {
        if (query instanceof SearchQuery.And and) {
            return and.parts().stream().map(QueryParserTest::shown).collect(Collectors.joining(" & ", "(", ")"));
        }
        if (query instanceof SearchQuery.Or or) {
            return or.parts().stream().map(QueryParserTest::shown).collect(Collectors.joining(" / ", "(", ")"));
        }
        if (query instanceof SearchQuery.Not not) {
            return "!" + shown(not.part());
        }
        if (query instanceof SearchQuery.Has has) {
            return has.field() + "=" + has.value();
        }
        if (query instanceof SearchQuery.Mentions mentions) {
            return mentions.number() + "?";
        }
        if (query instanceof SearchQuery.Numbered numbered) {
            return numbered.number().toString();
        }
        if (query instanceof SearchQuery.Received received) {
            return "[" + (received.from().equals(Instant.MIN) ? "" : received.from()) + ","
                    + (received.until().equals(Instant.MAX) ? "" : received.until()) + ")";
        }
        return query instanceof SearchQuery.Says says ? shown(says) : "attached";
    }

    private static String shown(SearchQuery.Says says) {
        String place = says.place() == SearchQuery.Place.ANYWHERE ? "" : says.place() + ".";
        return place
                + switch (says.form()) {
                    case WORD -> says.text();
                    case PHRASE -> "'" + says.text() + "'";
                    case PREFIX -> says.text() + "~";
                };
    }

    @ParameterizedTest
    @CsvSource({
        "agent:ann, true",
        "refund -agent:none, true",
        "(a OR (b agent:ann)), true",
        "agent, false",
        "from:agent status:open, false"
    })
    void queryShouldKnowWhatItNames(String query, boolean names) throws BadQueryException {
        assertThat(QueryParser.parse(query).names(SearchQuery.Field.AGENT)).isEqualTo(names);
    }
}
