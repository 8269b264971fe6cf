// SPDX-License-Identifier: Apache-2.0
package org.postroom.programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.postroom.wiring.Ports;

/** Mutt in a terminal, with keys that were typed ahead. */
final class Mutt {

    private Mutt() {}

    /** Answers the mail of INBOX whose subject has some words; the original is quoted below the text. */
    static void answer(Ports ports, String account, String password, String subject, String text) throws Exception {
        Path directory = Program.newDirectory();
        Files.writeString(
                directory.resolve("certificates"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Program.certificate(ports.imaps()).replaceAll(".{64}", "$0\n")
                        + "\n-----END CERTIFICATE-----\n");
        Files.writeString(directory.resolve("text"), text + "\n\n");
        Path editor = directory.resolve("editor");
        Files.writeString(
                editor, "#!/bin/sh\ncat \"$HOME/text\" \"$1\" > \"$HOME/both\" && cat \"$HOME/both\" > \"$1\"\n");
        if (!editor.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot be made executable: " + editor);
        }
        String user = account.replace("@", "%40");
        Files.writeString(directory.resolve("muttrc"), """
                set folder=imaps://%1$s@127.0.0.1:%2$d
                set spoolfile=+INBOX
                set imap_pass='%3$s'
                set smtp_url=smtps://%1$s@127.0.0.1:%4$d
                set smtp_pass='%3$s'
                set from=%5$s
                set record=+Sent
                set certificate_file=~/certificates
                set editor=~/editor
                set header_cache= tmpdir=~
                set include=yes fast_reply=yes reply_to=yes abort_unmodified=no recall=no quit=yes
                set confirmappend=no confirmcreate=no wait_key=no sleep_time=0 beep=no
                set smtp_authenticators=plain
                push '<limit>~s %6$s<enter><last-entry><reply><send-message><quit>'
                """.formatted(
                        user, ports.imaps(), password, ports.submissions(), account, subject));
        try (Program mutt = Program.start(
                directory, List.of("script", "--quiet", "--return", "--command", "mutt -F ~/muttrc", "/dev/null"))) {
            int status = mutt.status(120);
            if (status != 0) {
                throw new IllegalStateException("mutt ended with " + status + ": " + mutt.output());
            }
        }
    }
}
