// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.postroom.message.TextProperties;
import org.postroom.message.TopLines;

/** What holds for what agents write. */
public final class CommandProperties {

    private CommandProperties() {}

    /** Commands and text are all that was written: nothing is lost between them. */
    public static void commands(byte[] input) {
        String written = TextProperties.text(input);
        String text = written.replace("\r\n", "\n");

        CommandText read = CommandText.read(written);

        assertThat(text).endsWith(read.text());
        String above = text.substring(0, text.length() - read.text().length());
        Set<String> known = new HashSet<>();
        read.commands().forEach(command -> known.add(command.written()));
        read.doubts().forEach(doubt -> known.add(doubt.written()));
        for (String line : above.split("\n", -1)) {
            if (!TopLines.plain(line).isEmpty()) {
                assertThat(known).contains(line.strip());
            }
        }
    }
}
