// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Customers' mails. */
public final class Letters {

    private Letters() {}

    /** A mail with raw text in a charset and an encoded subject. */
    public static byte[] text(String id, String from, String to, String subject, String charset, String text) {
        return text(id, from, to, subject, charset, text, "");
    }

    public static byte[] text(
            String id, String from, String to, String subject, String charset, String text, String moreHeaders) {
        Charset encoding = Charset.forName(charset);
        String encoded = "=?" + charset + "?B?" + Base64.getEncoder().encodeToString(subject.getBytes(encoding)) + "?=";
        String body = Base64.getMimeEncoder()
                .encodeToString(text.replace("\n", "\r\n").getBytes(encoding));
        return ("From: <" + from + ">\r\nTo: <" + to + ">\r\nSubject: " + encoded + "\r\nMessage-ID: <" + id
                        + "@customers.test>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n" + moreHeaders
                        + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=" + charset
                        + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] plain(String id, String from, String subject, String text, String moreHeaders) {
        return ("From: <" + from + ">\r\nTo: <support@acme.test>\r\nSubject: " + subject + "\r\nMessage-ID: <" + id
                        + "@customers.test>\r\n" + moreHeaders + "\r\n" + text.replace("\n", "\r\n") + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
