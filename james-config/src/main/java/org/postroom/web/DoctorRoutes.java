// SPDX-License-Identifier: Apache-2.0
package org.postroom.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.inject.Inject;
import org.apache.james.webadmin.Routes;
import org.postroom.copy.Inspection;
import org.postroom.copy.MailboxUnavailableException;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.search.IndexKeeper;
import org.postroom.search.TicketIndex;
import org.postroom.ticket.Folder;
import org.postroom.ticket.Followers;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.Tickets;
import spark.Request;
import spark.Service;

/** Says where agents' mailboxes and the index differ from archive and events, and mends it: {@code /postroom/doctor}. */
public final class DoctorRoutes implements Routes {

    private static final int MOST_LISTED = 1000;

    private final Inspection inspection;
    private final HelpDesk helpDesk;
    private final Tickets tickets;
    private final TicketIndex index;
    private final IndexKeeper indexKeeper;
    private final Followers followers;

    /**
     * Takes what it asks.
     *
     * @param inspection compares mailboxes
     * @param helpDesk whose mailboxes
     * @param tickets how many messages there are
     * @param index how many are in it
     * @param indexKeeper makes the index anew
     * @param followers mend mailboxes
     */
    @Inject
    public DoctorRoutes(
            Inspection inspection,
            HelpDesk helpDesk,
            Tickets tickets,
            TicketIndex index,
            IndexKeeper indexKeeper,
            Followers followers) {
        this.inspection = inspection;
        this.helpDesk = helpDesk;
        this.tickets = tickets;
        this.index = index;
        this.indexKeeper = indexKeeper;
        this.followers = followers;
    }

    @Override
    public String getBasePath() {
        return "/postroom/doctor";
    }

    @Override
    public void define(Service service) {
        service.post("/postroom/doctor", Answers.json((request, response) -> examine(request)));
    }

    private Map<String, Object> examine(Request request) {
        boolean repair =
                Answers.parameter(request, "repair").filter("true"::equals).isPresent();
        List<String> differences = new ArrayList<>();
        helpDesk.agents().forEach(agent -> mailbox(agent.address(), repair, differences));
        indexKeeper.commit();
        long missing = tickets.notIndexed(0, MOST_LISTED).size();
        if (missing > 0) {
            differences.add(
                    "index: " + missing + (missing == MOST_LISTED ? " or more" : "") + " messages are not in it yet");
        }
        if (repair && !differences.isEmpty()) {
            indexKeeper.catchUp();
            followers.wake();
        }
        return Map.of("differences", differences, "indexed", index.size());
    }

    private void mailbox(EmailAddress owner, boolean repair, List<String> differences) {
        try {
            List<Inspection.Difference> found = repair ? inspection.repair(owner) : inspection.inspect(owner);
            found.forEach(difference -> differences.add(text(difference)));
        } catch (MailboxUnavailableException e) {
            differences.add("mailbox of " + owner + ": " + e.getMessage());
        }
    }

    private String text(Inspection.Difference difference) {
        String ticket = tickets.numberOf(difference.ticket())
                .map(TicketNumber::toString)
                .orElse("no known ticket");
        String where = difference
                .at()
                .map(place -> place.folder() + " (UID " + place.uid() + ")")
                .orElse("nowhere");
        return "mailbox of " + difference.owner() + ": a copy of " + ticket + " is "
                + difference.kind().name().toLowerCase(Locale.ROOT) + ": it lies in " + where + ", and should lie in "
                + difference.shouldBe().map(Folder::name).orElse("no folder");
    }
}
