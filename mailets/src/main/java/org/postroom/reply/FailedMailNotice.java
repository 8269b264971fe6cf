// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.postroom.desk.Desk;
import org.postroom.message.ContentDigest;
import org.postroom.message.HeaderText;
import org.postroom.message.NamedAddress;

/** Makes the mail that tells a desk of a mail on which a step failed, with that mail attached as it was received. */
public final class FailedMailNotice {

    private FailedMailNotice() {}

    /**
     * Makes the notice. The same mail and reason give the same bytes.
     *
     * @param desk whose it is
     * @param source the mail that failed
     * @param reason what went wrong, with its details; any text
     * @return the notice
     */
    public static byte[] compose(Desk desk, byte[] source, String reason) {
        String digest = ContentDigest.of(source);
        String boundary = "postroom-" + digest.substring(0, 32);
        String first = reason.lines().findFirst().orElse("");
        String header = "From: " + HeaderText.address(new NamedAddress("Postroom", desk.mainAddress())) + "\r\n"
                + "To: " + HeaderText.address(new NamedAddress(desk.fromName(), desk.mainAddress())) + "\r\n"
                + "Subject: A mail could not be processed\r\n"
                + "Message-ID: <failed-" + digest.substring(0, 32) + "@"
                + desk.mainAddress().domain() + ">\r\n"
                + "Auto-Submitted: auto-generated\r\n"
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n";
        String text = "--" + boundary + "\r\n"
                + "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + "A step failed on the attached mail. It is kept; once the cause is mended,\r\n"
                + "\"./postroom retry\" runs it again. Nobody outside was told.\r\n\r\n"
                + "Reason: " + first + "\r\n\r\n"
                + "For the admin:\r\n\r\n"
                + reason.replace("\r\n", "\n")
                        .replace('\r', '\n')
                        .replace("\u0000", "")
                        .replace("\n", "\r\n")
                + "\r\n--" + boundary + "\r\n"
                + "Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=\"mail.eml\"\r\n\r\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream(source.length + 4096);
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(source);
        out.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
