// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.time.Duration;

/**
 * How much of something there may be.
 *
 * @param mailSize the largest mail that is accepted, in bytes
 * @param spoolerThreads how many mails are worked on at once
 * @param connections SMTP and IMAP connections at once, for each port
 * @param connectionsPerClient of these from one address
 * @param acknowledgementsPerAddress acknowledgements to one address within an hour
 * @param acknowledgementsPerSubject acknowledgements within an hour to one domain for subjects that differ in numbers only
 * @param acknowledgementsInAll acknowledgements to everybody within an hour
 * @param mailsPerTicket mails of one person that are taken into one ticket within an hour as a person's
 * @param heldFor for how long a mail of an agent's is held that nobody sends
 */
public record Limits(
        long mailSize,
        int spoolerThreads,
        int connections,
        int connectionsPerClient,
        int acknowledgementsPerAddress,
        int acknowledgementsPerSubject,
        int acknowledgementsInAll,
        int mailsPerTicket,
        Duration heldFor) {}
