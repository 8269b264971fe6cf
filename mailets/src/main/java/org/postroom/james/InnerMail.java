// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.postroom.message.HeaderScanner;
import org.postroom.message.HeaderText;
import org.postroom.message.OneLine;

/**
 * An attached mail, of which only the name and size are of interest.
 *
 * @param subject its subject, decoded; empty when it has none
 * @param size its bytes
 */
record InnerMail(String subject, long size) {

    private static final int HEADER = 65_536;
    private static final int LONGEST_NAME = 100;

    static InnerMail of(InputStream in) throws IOException {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        byte[] block = new byte[8192];
        long size = 0;
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            size += n;
            start.write(block, 0, Math.min(n, HEADER - start.size()));
        }
        return new InnerMail(subject(start.toByteArray()), size);
    }

    String fileName() {
        String name = OneLine.of(subject.replaceAll("[\\\\/:*?\"<>|]", " "), LONGEST_NAME);
        return (name.isEmpty() ? "message" : name) + ".eml";
    }

    private static String subject(byte[] source) {
        HeaderScanner scanner = new HeaderScanner(source);
        while (scanner.next()) {
            if (scanner.key().equals("subject")) {
                byte[] body = Arrays.copyOfRange(source, scanner.valueStart(), scanner.end());
                return OneLine.of(HeaderText.decode(MailHeader.text(body, Optional.empty())), LONGEST_NAME);
            }
        }
        return "";
    }
}
