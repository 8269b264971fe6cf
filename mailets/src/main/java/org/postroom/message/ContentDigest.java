// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * What an author wrote, as a number: the same for every delivery of one mail, whatever its way.
 *
 * <p>Counted are the fields that people and their mail programs fill in ({@link #AUTHORS_FIELDS}) and the body. Servers on
 * the way add and change others (Received, Return-Path, Delivered-To, Authentication-Results, DKIM-Signature, ARC-*,
 * X-Spam-* and whatever comes next), so the list names what counts and not what does not. Message-ID is not counted: it
 * is a part of the key of its own, and servers add one where it is missing.
 *
 * <p>As in the relaxed canonical form of DKIM (RFC 6376 section 3.4), white space in fields is one space, and empty lines
 * at the end of the body do not count; line ends are normalised. Linear time, constant memory. Not for security against
 * authors: somebody may well write the same mail twice.
 */
public final class ContentDigest {

    /** The fields that count, in lower case (RFC 5322 sections 3.6.1 to 3.6.5, RFC 2045, RFC 3834). */
    static final Set<String> AUTHORS_FIELDS = Set.of(
            "date",
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "in-reply-to",
            "references",
            "subject",
            "content-type",
            "content-transfer-encoding",
            "content-disposition",
            "auto-submitted");

    private static final int BLOCK = 8192;

    private final MessageDigest digest = sha256();
    private final byte[] block = new byte[BLOCK];
    private int filled;

    private ContentDigest() {}

    /**
     * Computes it.
     *
     * @param source the bytes of a mail (RFC 5322), however broken
     * @return SHA-256, 64 lower-case hexadecimal digits
     */
    public static String of(byte[] source) {
        ContentDigest content = new ContentDigest();
        HeaderScanner scanner = new HeaderScanner(source);
        while (scanner.next()) {
            if (!scanner.isField()) {
                content.addWords(source, scanner.start(), scanner.end());
            } else if (AUTHORS_FIELDS.contains(scanner.key())) {
                scanner.key().chars().forEach(content::add);
                content.add(':');
                content.addWords(source, scanner.valueStart(), scanner.end());
            }
        }
        content.add('\n');
        content.addLines(source, scanner.bodyStart());
        return content.hex();
    }

    /** Runs of white space and line ends become one space, none at either end. */
    private void addWords(byte[] source, int start, int end) {
        boolean space = false;
        boolean any = false;
        for (int i = start; i < end; i++) {
            byte b = source[i];
            if (b == ' ' || b == '\t' || b == '\r' || b == '\n') {
                space = any;
            } else {
                if (space) {
                    add(' ');
                }
                add(b);
                space = false;
                any = true;
            }
        }
        add('\n');
    }

    /** Line ends become LF; those at the end are held back, so that they do not count. */
    private void addLines(byte[] source, int start) {
        long held = 0;
        for (int i = start; i < source.length; i++) {
            byte b = source[i];
            if (b == '\n' || b == '\r') {
                held++;
                if (b == '\r' && i + 1 < source.length && source[i + 1] == '\n') {
                    i++;
                }
            } else {
                for (; held > 0; held--) {
                    add('\n');
                }
                add(b);
            }
        }
    }

    private void add(int b) {
        block[filled++] = (byte) b;
        if (filled == BLOCK) {
            digest.update(block);
            filled = 0;
        }
    }

    private String hex() {
        digest.update(block, 0, filled);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
