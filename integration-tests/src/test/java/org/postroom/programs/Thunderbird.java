// SPDX-License-Identifier: Apache-2.0
package org.postroom.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.postroom.stories.RunningHelpDesk;
import org.postroom.wiring.Ports;

/** Thunderbird without a screen, with an account as its assistant makes it. */
final class Thunderbird {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private Thunderbird() {}

    /** Answers the mail of INBOX whose subject has some words; the answer is HTML and plain text, the original quoted below. */
    static String answer(Ports ports, String account, String password, String subject, String text) throws Exception {
        Path directory = Program.newDirectory();
        Files.writeString(directory.resolve("user.js"), settings(ports, account));
        try (Program program = Program.start(
                directory,
                List.of(
                        "thunderbird",
                        "--headless",
                        "--no-remote",
                        "--profile",
                        directory.toString(),
                        "--marionette",
                        "-remote-allow-system-access"))) {
            Path portFile = directory.resolve("MarionetteActivePort");
            int port = RunningHelpDesk.eventually("Thunderbird's remote control", () -> {
                if (!program.runs()) {
                    throw new IllegalStateException("Thunderbird ended: " + program.output());
                }
                return Files.exists(portFile) && Files.size(portFile) > 0
                        ? Optional.of(
                                Integer.parseInt(Files.readString(portFile).strip()))
                        : Optional.empty();
            });
            try (Marionette control = new Marionette(port, PATIENCE)) {
                return control.run(
                        script(),
                        Program.certificate(ports.imaps()),
                        List.of(ports.imaps(), ports.submissions()),
                        account,
                        password,
                        subject,
                        text);
            }
        }
    }

    private static String script() throws IOException {
        try (InputStream script = Objects.requireNonNull(Thunderbird.class.getResourceAsStream("answer.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** No connection before the certificate is known; nothing that asks, and nothing that looks for the makers' servers. */
    private static String settings(Ports ports, String account) {
        return """
                user_pref("mail.accountmanager.accounts", "account1");
                user_pref("mail.accountmanager.defaultaccount", "account1");
                user_pref("mail.account.account1.identities", "id1");
                user_pref("mail.account.account1.server", "server1");
                user_pref("mail.identity.id1.fullName", "Anna Becker");
                user_pref("mail.identity.id1.useremail", "%1$s");
                user_pref("mail.identity.id1.valid", true);
                user_pref("mail.identity.id1.smtpServer", "smtp1");
                user_pref("mail.identity.id1.reply_on_top", 1);
                user_pref("mail.server.server1.type", "imap");
                user_pref("mail.server.server1.hostname", "127.0.0.1");
                user_pref("mail.server.server1.port", %2$d);
                user_pref("mail.server.server1.socketType", 3);
                user_pref("mail.server.server1.authMethod", 3);
                user_pref("mail.server.server1.userName", "%1$s");
                user_pref("mail.server.server1.name", "%1$s");
                user_pref("mail.server.server1.login_at_startup", false);
                user_pref("mail.server.server1.check_new_mail", false);
                user_pref("mail.server.server1.offline_download", false);
                user_pref("mail.server.server1.autosync_offline_stores", false);
                user_pref("mail.startup.enabledMailCheckOnce", true);
                user_pref("mail.smtpservers", "smtp1");
                user_pref("mail.smtp.defaultserver", "smtp1");
                user_pref("mail.smtpserver.smtp1.hostname", "127.0.0.1");
                user_pref("mail.smtpserver.smtp1.port", %3$d);
                user_pref("mail.smtpserver.smtp1.try_ssl", 3);
                user_pref("mail.smtpserver.smtp1.authMethod", 3);
                user_pref("mail.smtpserver.smtp1.username", "%1$s");
                user_pref("mail.default_send_format", 3);
                user_pref("marionette.port", 0);
                user_pref("mailnews.start_page.enabled", false);
                user_pref("mail.provider.suppress_dialog_on_startup", true);
                user_pref("mail.spotlight.firstRunDone", true);
                user_pref("mail.shell.checkDefaultClient", false);
                user_pref("mail.rights.version", 1);
                user_pref("app.update.enabled", false);
                user_pref("extensions.update.enabled", false);
                user_pref("datareporting.policy.dataSubmissionEnabled", false);
                user_pref("network.captive-portal-service.enabled", false);
                user_pref("network.connectivity-service.enabled", false);
                user_pref("services.settings.server", "data:,");
                """.formatted(account, ports.imaps(), ports.submissions());
    }
}
