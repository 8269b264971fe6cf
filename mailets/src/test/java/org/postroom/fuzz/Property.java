// SPDX-License-Identifier: Apache-2.0
package org.postroom.fuzz;

import java.util.Locale;
import org.postroom.classify.FailureProperties;
import org.postroom.command.CommandProperties;
import org.postroom.james.MailProperties;
import org.postroom.message.HeaderProperties;
import org.postroom.message.TextProperties;
import org.postroom.store.lucene.QueryProperties;
import org.postroom.ticket.TokenProperties;

/** Each holds for any bytes, and is broken by an exception. */
public enum Property {
    /** A mail as the pipeline and {@code inspect} read it. */
    MAIL(MailProperties::mail),
    /** Texts within parts and attached mails. */
    INNER_TEXTS(MailProperties::innerTexts),
    /** Commands taken out of the top of a mail. */
    TOP_LINES(MailProperties::topLines),
    /** A mail made 7 bit. */
    SEVEN_BIT(MailProperties::sevenBit),
    /** Outlook's winmail.dat. */
    TNEF(MailProperties::tnef),
    /** Files uuencoded in a text. */
    UUENCODE(MailProperties::uuencode),
    /** The header's lines, and a header that is spliced. */
    SPLICE(HeaderProperties::splice),
    /** Encoded words, subjects, identifiers, dates, parameters. */
    WORDS(HeaderProperties::words),
    /** Address fields. */
    ADDRESSES(HeaderProperties::addresses),
    /** Authentication-Results. */
    RESULTS(HeaderProperties::results),
    /** Charsets, declared and guessed. */
    CHARSET(TextProperties::charset),
    /** HTML as text. */
    HTML(TextProperties::html),
    /** New text, quotations, signatures. */
    NEW_TEXT(TextProperties::newText),
    /** Reports of mail that was not delivered. */
    FAILURE(FailureProperties::failure),
    /** Signed addresses. */
    SIGNED_ADDRESS(TokenProperties::signedAddress),
    /** Ticket numbers. */
    NUMBER(TokenProperties::number),
    /** Agents' commands. */
    COMMANDS(CommandProperties::commands),
    /** Search queries, and those of the admin's rules. */
    QUERY(QueryProperties::query);

    private interface Check {
        void check(byte[] input) throws Exception;
    }

    private static final int REPEATED = 0xfe;
    private static final int LONG = 200_000;

    private final Check check;

    Property(Check check) {
        this.check = check;
    }

    /** The name on a command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Holds it against an input. One that begins with the byte 254 stands for the rest, repeated until it is long: what takes
     * more than linear time is found by that.
     */
    public void check(byte[] input) throws Exception {
        check.check(input.length > 1 && (input[0] & 0xff) == REPEATED ? repeated(input) : input);
    }

    private static byte[] repeated(byte[] input) {
        byte[] all = new byte[LONG];
        for (int i = 0; i < LONG; i++) {
            all[i] = input[1 + i % (input.length - 1)];
        }
        return all;
    }
}
