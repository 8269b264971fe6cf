// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.util.List;
import java.util.Optional;
import org.postroom.command.OrderReader.Scene;
import org.postroom.desk.Absence;

/** Reads commands that are about their author: when they are away, and to whom their tickets go. Not thread-safe. */
final class OfAuthor {

    private final Scene scene;
    private final Problems problems;
    private Optional<Absence> absence = Optional.empty();
    private Optional<HandedOver> handedOver = Optional.empty();

    OfAuthor(Scene scene, Problems problems) {
        this.scene = scene;
        this.problems = problems;
    }

    Optional<Absence> absence() {
        return absence;
    }

    Optional<HandedOver> handedOver() {
        return handedOver;
    }

    void away(Command command) {
        absence = Away.read(command.argument(), scene.actor().hours().zone(), scene.now());
        if (absence.isEmpty()) {
            problems.wrong(
                    command,
                    "is no time to come, of two years at the most; write for example #away until Friday,"
                            + " #away 24.12. to 2.1. or #away 3 days");
        }
    }

    void handOver(Command command) {
        Optional<Heir> heir = Heir.read(command.argument(), scene.actor(), scene.helpDesk());
        Selection selection = scene.selection().orElseGet(() -> new Selection(List.of(), false, Optional.empty()));
        if (heir.isEmpty()) {
            problems.wrong(
                    command,
                    "begins with nobody who works with you, or with more than one; they are "
                            + Who.list(Heir.candidates(scene.actor(), scene.helpDesk())));
        } else if (selection.complaint().isPresent()) {
            problems.wrong(command, selection.complaint().get());
        } else if (selection.tickets().isEmpty()) {
            problems.wrong(
                    command,
                    "names no ticket that is not closed, that you have, and whose desk "
                            + heir.get().agent().name()
                            + " works at; leads hand over others' tickets with a query that names whose, such as"
                            + " #handover ivan agent:ann@acme.example");
        } else {
            handedOver = Optional.of(new HandedOver(heir.get(), selection.tickets(), selection.ofOthers()));
        }
    }
}
