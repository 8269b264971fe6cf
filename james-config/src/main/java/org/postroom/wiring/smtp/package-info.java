// SPDX-License-Identifier: Apache-2.0
/**
 * Who may say what to the SMTP listeners, and how their lines are read.
 *
 * <p>Two sets of command handlers: {@link org.postroom.wiring.smtp.MailFromTheWorld} for port 25, where nobody can
 * log in and only recipients of ours are taken, and {@link org.postroom.wiring.smtp.MailFromAgents} for submission,
 * where nothing goes before a login, a login goes only over TLS, and both the envelope sender and the header
 * {@code From} must be the agent's own.
 *
 * <p>James 3.8.1 waits for the database on threads that all connections share, and leaves lines that are too long out of
 * a mail: {@link org.postroom.wiring.smtp.WaitingSmtpServer} has threads that may wait, {@link
 * org.postroom.wiring.smtp.SmtpLines} cuts lines, and {@link org.postroom.wiring.smtp.WholeMails} takes a mail whole or
 * not at all. Each connection's work is done in order, and no more is read from it than is worked on.
 *
 * <p>Invariants: a recipient is known before DATA, so that what nobody will ever read is refused and never bounced;
 * a refusal says what to do. RFC 5321 (SMTP), RFC 6409 (submission), RFC 4954 (AUTH; 530 and 538 are its section 6).
 *
 * <p>Called by: James, which makes one of each handler for a listener; configured by {@code org.postroom.wiring}.
 */
@NullMarked
package org.postroom.wiring.smtp;

import org.jspecify.annotations.NullMarked;
