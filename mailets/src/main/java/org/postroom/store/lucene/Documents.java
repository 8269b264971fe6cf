// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.postroom.desk.DeskId;
import org.postroom.desk.Language;
import org.postroom.search.IndexedMessage;
import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;

/** Makes the documents of messages and tickets. */
final class Documents {

    /** The key of a message, on its document. */
    static final String MESSAGE = "message";

    static final String STORED_MESSAGE = "storedMessage";
    static final String TYPE = "type";
    static final String TYPE_MESSAGE = "message";
    static final String NUMBER = "number";
    static final String TICKET = "ticket";
    static final String TICKET_KEY = "ticketKey";
    static final String DESK = "desk";
    static final String AUDIENCE = "audience";
    static final String RECEIVED = "received";
    static final String KIND = "kind";
    static final String LANGUAGE = "language";
    static final String ATTACHED = "attached";

    /** The key of a ticket, on its own document. */
    static final String OF_TICKET = "ofTicket";

    static final String OF_TICKET_KEY = "ofTicketKey";
    static final String OF_TICKET_VERSION = "ofTicketVersion";
    static final String OF_TICKET_DESK = "ofTicketDesk";
    static final String STATUS = "ofTicketStatus";
    static final String CATEGORY = "ofTicketCategory";
    static final String PRIORITY = "ofTicketPriority";
    static final String TAG = "ofTicketTag";
    static final String AGENT = "ofTicketAgent";

    static final String STORED_NUMBER = "storedNumber";
    static final String STORED_TICKET_SUBJECT = "storedTicketSubject";
    static final String STORED_LANGUAGE = "storedLanguage";
    static final String STORED_PREFIX = "stored.";

    private static final int LONGEST_INDEXED = 300_000;
    private static final int LONGEST_SPOKEN = 100_000;
    private static final int LONGEST_STORED = 20_000;
    private static final int LONGEST_LINE = 4_000;

    private final Analyses analyses;
    private final CutTexts texts;

    Documents(Analyses analyses, CutTexts texts) {
        this.analyses = analyses;
        this.texts = texts;
    }

    static Term messageTerm(long message) {
        return new Term(MESSAGE, Long.toString(message));
    }

    static Term ticketTerm(long ticket) {
        return new Term(OF_TICKET, Long.toString(ticket));
    }

    static Term messagesOfTicketTerm(long ticket) {
        return new Term(TICKET, Long.toString(ticket));
    }

    /**
     * The document of a message.
     *
     * @param desk the desk that its ticket is known to be at
     */
    Document of(IndexedMessage indexed, DeskId desk) {
        Message message = indexed.message();
        Ticket ticket = indexed.ticket();
        Document document = new Document();
        word(document, MESSAGE, Long.toString(message.id()));
        word(document, TYPE, TYPE_MESSAGE);
        word(document, NUMBER, ticket.number().toString());
        word(document, TICKET, Long.toString(ticket.id()));
        word(document, KIND, message.kind().word());
        word(document, LANGUAGE, message.language().tag());
        if (!indexed.attachmentNames().isEmpty()) {
            word(document, ATTACHED, "attachment");
        }
        document.add(new StoredField(STORED_MESSAGE, Long.toString(message.id())));
        document.add(new NumericDocValuesField(TICKET_KEY, ticket.id()));
        document.add(new NumericDocValuesField(AUDIENCE, message.audience().ordinal()));
        document.add(new NumericDocValuesField(RECEIVED, message.receivedAt().toEpochMilli()));
        document.add(new LongPoint(RECEIVED + "Point", message.receivedAt().toEpochMilli()));
        document.add(deskValue(desk));
        document.add(new StoredField(STORED_NUMBER, ticket.number().toString()));
        document.add(new StoredField(STORED_TICKET_SUBJECT, ticket.subject()));
        document.add(new StoredField(STORED_LANGUAGE, message.language().tag()));
        texts(document, indexed);
        return document;
    }

    static BinaryDocValuesField deskValue(DeskId desk) {
        return new BinaryDocValuesField(DESK, new BytesRef(desk.value()));
    }

    private void texts(Document document, IndexedMessage indexed) {
        Message message = indexed.message();
        Language language = message.language();
        spoken(document, FieldWeight.SUBJECT, Scripts.clean(message.subject(), LONGEST_LINE), language);
        spoken(document, FieldWeight.TEXT, Scripts.clean(indexed.newText(), LONGEST_INDEXED), language);
        spoken(document, FieldWeight.QUOTED, Scripts.clean(indexed.quotedText(), LONGEST_INDEXED), language);
        written(document, FieldWeight.ATTACHMENT, lines(indexed.attachmentNames()));
        written(document, FieldWeight.FROM, Scripts.clean(indexed.from(), LONGEST_LINE));
        written(document, FieldWeight.TO, lines(indexed.to()));
    }

    private static String lines(List<String> values) {
        return Scripts.clean(String.join(" ; ", values), LONGEST_INDEXED);
    }

    private void spoken(Document document, String name, String text, Language language) {
        written(document, name, text);
        String beginning = Scripts.clean(text, LONGEST_SPOKEN);
        Set<String> languages = analyses.languagesOf(beginning, language);
        languages.forEach(tag -> words(document, name + "." + tag, beginning));
    }

    private void words(Document document, String field, String text) {
        document.add(texts.ifCut(field, text)
                .map(words -> new TextField(field, words))
                .orElseGet(() -> new TextField(field, text, Field.Store.NO)));
    }

    private void written(Document document, String name, String text) {
        if (!text.isBlank()) {
            words(document, name + "." + Analyses.EXACT, text);
            words(document, name + "." + Analyses.CODES, text);
            document.add(new StoredField(STORED_PREFIX + name, Scripts.clean(text, LONGEST_STORED)));
        }
    }

    /** The document of a ticket as it stands now. */
    static Document of(Ticket ticket) {
        Document document = new Document();
        word(document, OF_TICKET, Long.toString(ticket.id()));
        document.add(new NumericDocValuesField(OF_TICKET_KEY, ticket.id()));
        document.add(new NumericDocValuesField(OF_TICKET_VERSION, ticket.version()));
        document.add(new BinaryDocValuesField(
                OF_TICKET_DESK, new BytesRef(ticket.desk().value())));
        word(document, OF_TICKET_DESK, ticket.desk().value());
        word(document, STATUS, ticket.status().word());
        word(document, PRIORITY, ticket.priority().word());
        word(document, CATEGORY, lower(ticket.category().orElse("")));
        if (ticket.tags().isEmpty()) {
            word(document, TAG, "");
        }
        ticket.tags().forEach(tag -> word(document, TAG, lower(tag)));
        word(document, AGENT, ticket.agent().map(agent -> agent.key()).orElse(""));
        ticket.agent().ifPresent(agent -> word(document, AGENT, lower(agent.localPart())));
        return document;
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static void word(Document document, String field, String value) {
        document.add(new StringField(field, value, Field.Store.NO));
    }
}
