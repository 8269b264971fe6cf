// SPDX-License-Identifier: Apache-2.0
package org.postroom;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postroom.desk.Absence;
import org.postroom.desk.Agent;
import org.postroom.desk.Desk;
import org.postroom.desk.DeskId;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Language;
import org.postroom.desk.Team;
import org.postroom.desk.WorkingHours;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Remarks;
import org.postroom.ticket.SignedAddresses;

/** Two desks, one team of three agents and a lead, for tests. */
public final class SampleDesks {

    public static final EmailAddress SUPPORT_ADDRESS = EmailAddress.of("support@acme.test");
    public static final EmailAddress SALES_ADDRESS = EmailAddress.of("sales@acme.test");
    public static final EmailAddress FORM = EmailAddress.of("form@www.acme.test");
    public static final EmailAddress LEAD = EmailAddress.of("lead@acme.test");
    public static final Agent ANN = agent("ann@acme.test", "Ann Lee", "en,de", "billing");
    public static final Agent IVAN = agent("ivan@acme.test", "Иван Петров", "ru,en", "technical");
    public static final Agent LI = agent("li@acme.test", "李雷", "zh", "technical,sales");
    public static final Desk SUPPORT = desk("support", SUPPORT_ADDRESS, "ACME", "Acme Support");
    public static final Desk SALES = desk("sales", SALES_ADDRESS, "SALE", "Acme Sales");
    public static final HelpDesk HELP_DESK = helpDesk(ANN, IVAN, LI);
    public static final SignedAddresses SIGNED = new SignedAddresses(List.of(
            new SignedAddresses.Key('k', "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII))));

    /** For who does not look at notes. */
    public static final Remarks NO_REMARKS = (tx, remark) -> Optional.empty();

    private SampleDesks() {}

    /** The two desks with a team of these agents. */
    public static HelpDesk helpDesk(Agent... agents) {
        List<Agent> all = Arrays.asList(agents);
        return new HelpDesk(
                List.of(SUPPORT, SALES),
                List.of(new Team("team", all.stream().map(Agent::address).toList())),
                all);
    }

    /** An agent who is always on duty, with room for 200 tickets. */
    public static Agent agent(String address, String name, String languages, String skills) {
        return new Agent(
                EmailAddress.of(address),
                name,
                Arrays.stream(languages.split(",")).map(Language::new).collect(Collectors.toSet()),
                skills.isEmpty() ? Set.of() : Set.of(skills.split(",")),
                200,
                WorkingHours.always(ZoneId.of("UTC")),
                List.of());
    }

    /** The same agent, with room for so many. */
    public static Agent withCapacity(Agent agent, int capacity) {
        return new Agent(
                agent.address(), agent.name(), agent.languages(), agent.skills(), capacity, agent.hours(), List.of());
    }

    /** The same agent, away on these days. */
    public static Agent away(Agent agent, Absence absence) {
        return new Agent(
                agent.address(),
                agent.name(),
                agent.languages(),
                agent.skills(),
                agent.capacity(),
                agent.hours(),
                List.of(absence));
    }

    /** The same desk, whose agents are not asked about mails that go past it. */
    public static Desk notAsking(Desk desk) {
        return new Desk(
                desk.id(),
                desk.addresses(),
                desk.prefix(),
                desk.fromName(),
                desk.languages(),
                desk.hours(),
                desk.team(),
                desk.leads(),
                desk.firstReplyWithin(),
                desk.reopenWithin(),
                desk.stampPlace(),
                desk.trustedForms(),
                desk.otherWays(),
                desk.retention(),
                false);
    }

    private static Desk desk(String id, EmailAddress address, String prefix, String fromName) {
        return new Desk(
                new DeskId(id),
                List.of(address),
                prefix,
                fromName,
                List.of(new Language("en"), new Language("ru"), new Language("zh"), new Language("de")),
                WorkingHours.always(ZoneId.of("UTC")),
                "team",
                List.of(LEAD),
                Duration.ofHours(8),
                Duration.ofDays(14),
                Desk.StampPlace.BEFORE,
                Set.of(FORM),
                "",
                Optional.empty(),
                true);
    }
}
