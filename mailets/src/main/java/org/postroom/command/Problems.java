// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.util.ArrayList;
import java.util.List;
import org.postroom.message.OneLine;

/** Why commands cannot be carried out, a line for each, for their author. */
final class Problems {

    private static final int LONGEST_SHOWN = 100;

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    /** Says that what stands behind a command is something, such as {@code is no priority}. */
    void wrong(Command command, String is) {
        lines.add("line " + command.line() + ": \"" + OneLine.of(command.argument(), LONGEST_SHOWN) + "\" behind "
                + command.verb() + " " + is);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
