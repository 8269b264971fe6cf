// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.message.Headers;

/**
 * One part of a report, read leniently.
 *
 * @param headers its header
 * @param type its media type in lower case, such as {@code message/delivery-status}
 * @param text its content as text, decoded; for a mail within the mail its undecoded source
 */
record Part(Headers headers, String type, String text) {

    private static final Pattern MEDIA_TYPE = Pattern.compile("\\s*([\\w.+-]+)\\s*/\\s*([\\w.+-]+)");

    static String typeOf(Headers headers) {
        Matcher matcher = MEDIA_TYPE.matcher(headers.first("Content-Type").orElse(""));
        return matcher.lookingAt()
                ? (matcher.group(1) + "/" + matcher.group(2)).toLowerCase(Locale.ROOT)
                : "text/plain";
    }

    /** A parameter of Content-Type, without its quotes (RFC 2045 section 5.1). */
    static Optional<String> parameter(Headers headers, String name) {
        Pattern pattern = Pattern.compile(
                "(?i)[;\\s]" + Pattern.quote(name) + "\\s*=\\s*(?:\"([^\"]{0,200})\"?|([^;\\s\"]{1,200}))");
        Matcher matcher = pattern.matcher(headers.first("Content-Type").orElse(""));
        if (!matcher.find()) {
            return Optional.empty();
        }
        String quoted = matcher.group(1);
        return Optional.of(quoted != null ? quoted : matcher.group(2));
    }

    boolean isReturnedMail() {
        return type.equals("message/rfc822")
                || type.equals("message/global")
                || type.equals("text/rfc822-headers")
                || type.equals("text/rfc822")
                || type.equals("message/global-headers");
    }

    boolean isDeliveryStatus() {
        return type.equals("message/delivery-status") || type.equals("message/global-delivery-status");
    }

    boolean isText() {
        return type.equals("text/plain") || type.equals("text/html");
    }
}
