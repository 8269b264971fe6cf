// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.util.Arrays;
import java.util.Optional;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Timer;
import org.postroom.ticket.WantedCopy;

/** Reads words of closed lists from columns. A word that this program does not know was written by a newer one. */
final class Words {

    private Words() {}

    static Status status(String word) {
        return known(Status.ofWord(word), word);
    }

    static Priority priority(String word) {
        return known(Priority.ofWord(word), word);
    }

    static MessageKind kind(String word) {
        return known(MessageKind.ofWord(word), word);
    }

    static Audience audience(String word) {
        return known(Audience.ofWord(word), word);
    }

    static EventType eventType(String word) {
        return known(EventType.ofWord(word), word);
    }

    static Cause cause(String word) {
        return known(
                Arrays.stream(Cause.values()).filter(c -> c.word().equals(word)).findFirst(), word);
    }

    static OutgoingMail.Purpose purpose(String word) {
        return known(
                Arrays.stream(OutgoingMail.Purpose.values())
                        .filter(p -> p.word().equals(word))
                        .findFirst(),
                word);
    }

    static WantedCopy.Slot slot(String word) {
        return known(
                Arrays.stream(WantedCopy.Slot.values())
                        .filter(s -> s.word().equals(word))
                        .findFirst(),
                word);
    }

    static Timer.Kind timerKind(String word) {
        return known(
                Arrays.stream(Timer.Kind.values())
                        .filter(k -> k.word().equals(word))
                        .findFirst(),
                word);
    }

    private static <T> T known(Optional<T> value, String word) {
        return value.orElseThrow(() -> new IllegalStateException("the database says \"" + word
                + "\", which this version does not know; was it written by a newer one?"));
    }
}
