// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

import java.time.Instant;
import java.util.List;
import org.postroom.ticket.TicketNumber;

/** A query that was understood: a tree that knows no search engine. Made by {@link QueryParser}. */
public sealed interface SearchQuery {

    /** Where words are looked for. */
    enum Place {
        /** In subject, text, quotations, names of attachments, and the author's name. */
        ANYWHERE,
        /** In the subject. */
        SUBJECT,
        /** In the text, quotations included. */
        TEXT,
        /** In the names of attachments. */
        ATTACHMENT,
        /** In the author's address and name. */
        FROM,
        /** In the recipients' addresses and names. */
        TO
    }

    /** How words are meant. */
    enum Form {
        /** One word in any of its forms. */
        WORD,
        /** Words one after the other. */
        PHRASE,
        /** The beginning of a word as it is written. */
        PREFIX
    }

    /** A value of a ticket or a message that is known exactly. */
    enum Field {
        /** The ticket's status. */
        STATUS,
        /** The ticket's desk. */
        DESK,
        /** The ticket's category. */
        CATEGORY,
        /** The ticket's priority. */
        PRIORITY,
        /** One of the ticket's tags. */
        TAG,
        /** Who has the ticket: an address, or its local part. */
        AGENT,
        /** What the message is written in. */
        LANGUAGE,
        /** What the message is. */
        KIND
    }

    /**
     * Whether it asks for a value anywhere, whatever value.
     *
     * @param field which
     * @return true when the field is named
     */
    default boolean names(Field field) {
        if (this instanceof And and) {
            return and.parts().stream().anyMatch(part -> part.names(field));
        }
        if (this instanceof Or or) {
            return or.parts().stream().anyMatch(part -> part.names(field));
        }
        return this instanceof Not not ? not.part().names(field) : this instanceof Has has && has.field() == field;
    }

    /**
     * All parts must hold.
     *
     * @param parts at least one
     */
    record And(List<SearchQuery> parts) implements SearchQuery {
        /** Takes a copy. */
        public And {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One part must hold; more are better.
     *
     * @param parts at least one
     */
    record Or(List<SearchQuery> parts) implements SearchQuery {
        /** Takes a copy. */
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /**
     * The part must not hold.
     *
     * @param part what must not
     */
    record Not(SearchQuery part) implements SearchQuery {}

    /**
     * The message says something.
     *
     * @param place where
     * @param form how it is meant
     * @param text the words, as they were written, without quotes and star
     */
    record Says(Place place, Form form, String text) implements SearchQuery {}

    /**
     * A ticket number that stands among the words: that ticket, and whoever writes of it.
     *
     * @param number the number
     * @param text as it was written
     */
    record Mentions(TicketNumber number, String text) implements SearchQuery {}

    /**
     * The ticket of a number and nothing else.
     *
     * @param number the number
     */
    record Numbered(TicketNumber number) implements SearchQuery {}

    /**
     * A value is this one.
     *
     * @param field which
     * @param value the value in lower case; empty for none (agent, category, tag)
     */
    record Has(Field field, String value) implements SearchQuery {}

    /** Something is attached. */
    record HasAttachment() implements SearchQuery {}

    /**
     * The message was received within a time.
     *
     * @param from the first instant; {@link Instant#MIN} for none
     * @param until the instant after the last; {@link Instant#MAX} for none
     */
    record Received(Instant from, Instant until) implements SearchQuery {}
}
