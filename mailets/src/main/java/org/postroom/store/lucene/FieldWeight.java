// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.util.List;
import org.postroom.search.SearchQuery.Place;

/**
 * A part of a message that words are looked for in.
 *
 * @param name the first part of its fields' names
 * @param weight how much a word counts there
 * @param spoken whether it is indexed in its languages as well
 */
record FieldWeight(String name, float weight, boolean spoken) {

    static final String SUBJECT = "subject";
    static final String TEXT = "text";
    static final String QUOTED = "quoted";
    static final String ATTACHMENT = "attachment";
    static final String FROM = "from";
    static final String TO = "to";

    private static final FieldWeight IN_SUBJECT = new FieldWeight(SUBJECT, 2f, true);
    private static final FieldWeight IN_TEXT = new FieldWeight(TEXT, 1f, true);
    private static final FieldWeight IN_QUOTED = new FieldWeight(QUOTED, 0.3f, true);
    private static final FieldWeight IN_ATTACHMENT = new FieldWeight(ATTACHMENT, 0.8f, false);
    private static final FieldWeight IN_FROM = new FieldWeight(FROM, 0.7f, false);
    private static final FieldWeight IN_TO = new FieldWeight(TO, 0.7f, false);

    /** The parts of an indexed message that a place stands for. */
    static List<FieldWeight> ofMessage(Place place) {
        return switch (place) {
            case ANYWHERE -> List.of(IN_SUBJECT, IN_TEXT, IN_QUOTED, IN_ATTACHMENT, IN_FROM);
            case SUBJECT -> List.of(IN_SUBJECT);
            case TEXT -> List.of(IN_TEXT, IN_QUOTED);
            case ATTACHMENT -> List.of(IN_ATTACHMENT);
            case FROM -> List.of(IN_FROM);
            case TO -> List.of(IN_TO);
        };
    }

    /** The parts of a mail that a rule is held against. */
    static List<FieldWeight> ofMail(Place place) {
        return switch (place) {
            case ANYWHERE -> List.of(IN_SUBJECT, IN_TEXT);
            case SUBJECT -> List.of(IN_SUBJECT);
            case TEXT -> List.of(IN_TEXT);
            case ATTACHMENT, FROM, TO -> List.of();
        };
    }

    String in(String how) {
        return name + "." + how;
    }
}
