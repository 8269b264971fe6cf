// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.Locale;
import java.util.regex.Pattern;
import org.postroom.message.EmailAddress;

/** Addresses that nobody reads. A mail from one may still be a customer's (a form, a shop), but is not acknowledged. */
public final class NoReply {

    private static final Pattern LOCAL_PART = Pattern.compile("(?:.*[._+-])?(?:"
            + "no[-_.]?(?:reply|response|answer|return)s?|(?:do|please)[-_.]?(?:not|nt)[-_.]?(?:reply|respond|answer)|donot[-_.]?reply"
            + "|dont[-_.]?reply|never[-_.]?reply|noreplies|mailer[-_.]?daemon|postmaster|mdaemon|bounces?|unattended|unmonitored"
            + "|nicht[-_.]?antworten|keine?[-_.]?antwort|ne[-_.]?otvechat|bez[-_.]?otveta|nepasrepondre|noresponder|nobody|devnull"
            + ")(?:[._+=-].*|\\d*)");

    private NoReply() {}

    /**
     * Whether an address says that answers to it are not read.
     *
     * @param address any address
     * @return true for {@code no-reply@}, {@code donotreply@}, {@code mailer-daemon@}, {@code bounces+x@} and their like
     */
    public static boolean is(EmailAddress address) {
        return LOCAL_PART.matcher(address.localPart().toLowerCase(Locale.ROOT)).matches();
    }
}
