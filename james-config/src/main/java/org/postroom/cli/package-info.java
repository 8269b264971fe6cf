// SPDX-License-Identifier: Apache-2.0
/**
 * The one command, {@code ./postroom}: what an admin types.
 *
 * <p>{@code start} runs the server, {@code check} reads the configuration, {@code demo} shows everything with a throw-away
 * server, {@code inspect} looks into mails that lie in files; the others talk to the running server through its WebAdmin on
 * loopback with the token that lies in {@code var/}, and say clearly when no server runs.
 *
 * <p>Exit statuses, the same for all: {@link org.postroom.cli.ExitStatus}. What is asked for goes to standard output, everything
 * else to standard error, so that {@code --json} can be piped.
 *
 * <p>Parsing is picocli's; nothing here decides anything about mail.
 */
@NullMarked
package org.postroom.cli;

import org.jspecify.annotations.NullMarked;
