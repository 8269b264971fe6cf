// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postroom.config.Configuration;
import org.postroom.config.ConfigurationException;
import org.postroom.desk.SigningKey;
import org.postroom.wiring.HelpDeskServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dkim}: what belongs into the DNS for the keys that sign outgoing mail. Asks no server and no DNS. */
@Command(
        name = "dkim",
        description = "Print the DNS record of each key that signs outgoing mail; the key files stand in postroom.xml.")
final class DkimCommand implements Callable<Integer> {

    /** A string within a TXT record has at most 255 characters (RFC 1035 section 3.3); 200 keeps lines readable. */
    private static final int CHUNK = 200;

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path conf = ConfDirectory.ofHomeOrSample(home.path());
        List<SigningKey> keys = keys(conf);
        if (keys.isEmpty()) {
            throw new CommandException(
                    ExitStatus.FAILED,
                    "no mail is signed: " + conf.resolve("postroom.xml") + " names no keyFile in <dkim>; one is made by"
                            + "\n  openssl genrsa -out " + conf.resolve("dkim.pem") + " 2048");
        }
        Screen screen = new Screen(Objects.requireNonNull(spec).commandLine().getOut());
        keys.forEach(key -> show(screen, key));
        return ExitStatus.OK;
    }

    private static List<SigningKey> keys(Path conf) {
        try {
            Configuration configuration = HelpDeskServer.check(conf);
            return configuration.signingKeys();
        } catch (ConfigurationException e) {
            throw new CommandException(ExitStatus.CONFIGURATION, CheckCommand.text(e));
        }
    }

    private static void show(Screen screen, SigningKey key) {
        screen.line("; " + key.domain() + ": RSA of " + key.bits() + " bits, selector " + key.selector());
        screen.line(key.recordName() + ". IN TXT (");
        chunks(key.recordValue()).forEach(chunk -> screen.line("  \"" + chunk + "\""));
        screen.line(")");
    }

    private static List<String> chunks(String value) {
        List<String> chunks = new ArrayList<>();
        for (int i = 0; i < value.length(); i += CHUNK) {
            chunks.add(value.substring(i, Math.min(value.length(), i + CHUNK)));
        }
        return chunks;
    }
}
