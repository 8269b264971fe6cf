// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.message.Headers;

/**
 * The field that all of our mail carries: which installation wrote it, and at which hop of mails that answer each other without
 * a person between them. Who gets one of their own back, or one of too many hops, answers it no more.
 */
final class LoopField {

    /** The name of the field. */
    static final String NAME = "X-Postroom-Loop";

    private static final Pattern HOP = Pattern.compile("(?i)hop\\s{0,9}=\\s{0,9}(\\d{1,6})");

    private LoopField() {}

    /** The value for a mail that answers none, and for one that a person wrote. */
    static String first(InstanceId instance) {
        return value(instance, 1);
    }

    /** The value for an answer to a mail: one hop more than the mail has. */
    static String answering(Headers headers, InstanceId instance) {
        int most = 0;
        for (String body : headers.all(NAME)) {
            Matcher hop = HOP.matcher(body);
            if (hop.find()) {
                most = Math.max(most, Integer.parseInt(hop.group(1)));
            }
        }
        return value(instance, most + 1);
    }

    private static String value(InstanceId instance, int hop) {
        return instance.value() + "; hop=" + hop;
    }
}
