// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

/**
 * How much of something there may be.
 *
 * @param mailSize the largest mail that is accepted, in bytes
 * @param spoolerThreads how many mails are worked on at once
 * @param connections SMTP and IMAP connections at once, for each port
 * @param connectionsPerClient of these from one address
 * @param acknowledgementsPerAddress acknowledgements to one address within an hour
 * @param acknowledgementsInAll acknowledgements to everybody within an hour
 */
public record Limits(
        long mailSize,
        int spoolerThreads,
        int connections,
        int connectionsPerClient,
        int acknowledgementsPerAddress,
        int acknowledgementsInAll) {}
