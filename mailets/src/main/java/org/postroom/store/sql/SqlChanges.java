// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Ticket;

/** Writes the events of one update of a ticket: one for each value that changed. */
final class SqlChanges {

    private final SqlEvents events;
    private final Origin origin;

    SqlChanges(SqlEvents events, Origin origin) {
        this.events = events;
        this.origin = origin;
    }

    /** Which ticket, when, who, and why. */
    record Origin(long ticket, Instant at, String actor, Cause cause) {}

    void record(Ticket before, Ticket after) {
        of(
                EventType.STATUS_CHANGED,
                "status",
                before.status().word(),
                after.status().word());
        of(
                EventType.AGENT_CHANGED,
                "agent",
                before.agent().map(EmailAddress::asString).orElse(""),
                after.agent().map(EmailAddress::asString).orElse(""));
        of(
                EventType.CATEGORY_CHANGED,
                "category",
                before.category().orElse(""),
                SqlTicketRows.fitting(after.category()).orElse(""));
        of(
                EventType.PRIORITY_CHANGED,
                "priority",
                before.priority().word(),
                after.priority().word());
        of(
                EventType.LANGUAGE_CHANGED,
                "language",
                before.language().tag(),
                after.language().tag());
        of(EventType.SUBJECT_CHANGED, "subject", before.subject(), after.subject());
        of(
                EventType.REQUESTER_CHANGED,
                "requester",
                before.requester().address().asString(),
                after.requester().address().asString());
        ofTags(before.tags(), SqlTicketRows.fitting(after.tags()));
    }

    private void of(EventType type, String field, String before, String after) {
        if (!before.equalsIgnoreCase(after) || type != EventType.AGENT_CHANGED && !before.equals(after)) {
            events.record(new NewEvent(
                    origin.ticket(), type, origin.at(), origin.actor(), origin.cause(), field, before, after));
        }
    }

    private void ofTags(Set<String> before, Set<String> after) {
        Set<String> added = new TreeSet<>(after);
        added.removeAll(before);
        Set<String> removed = new TreeSet<>(before);
        removed.removeAll(after);
        removed.forEach(tag -> of(EventType.UNTAGGED, "tag", tag, ""));
        added.forEach(tag -> of(EventType.TAGGED, "tag", "", tag));
    }
}
