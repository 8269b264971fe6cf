// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {

    private static final String MAIL = """
            From: Ann <ann@example.com>
            To: support@acme.test
            Subject: any news?
            Date: Sat, 21 Nov 2026 10:00:00 +0000
            Message-ID: <1@example.com>

            Hello,
              any news?
            """;

    private static String digest(String mail) {
        return ContentDigest.of(mail.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void digestShouldBeSixtyFourHexadecimalDigits() {
        assertThat(digest(MAIL)).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Return-Path: <ann@example.com>\n",
                "Received: from a by b;\n Sat, 21 Nov 2026 10:00:01 +0000\n",
                "Delivered-To: support@acme.test\n",
                "X-Original-To: support@acme.test\n",
                "Authentication-Results: mx; spf=pass\n",
                "DKIM-Signature: v=1; a=rsa-sha256;\n\tb=abc\n",
                "ARC-Seal: i=1\n",
                "X-Spam-Status: No\n",
                "X-Virus-Scanned: yes\n",
                "Status: RO\n",
                "X-UIDL: 7\n",
                "From ann@example.com Sat Nov 21 10:00:00 2026\n"
            })
    void whatServersAddShouldNotCount(String added) {
        assertThat(digest(added + MAIL)).isEqualTo(digest(MAIL));
    }

    @Test
    void lineEndsFoldingAndEmptyLinesAtTheEndShouldNotCount() {
        assertThat(digest(MAIL.replace("\n", "\r\n"))).isEqualTo(digest(MAIL));
        assertThat(digest(MAIL.replace("any news?\nDate", "any\n\tnews?  \nDate")))
                .isEqualTo(digest(MAIL));
        assertThat(digest(MAIL + "\r\n\n")).isEqualTo(digest(MAIL));
        assertThat(digest(MAIL.stripTrailing())).isEqualTo(digest(MAIL));
    }

    @Test
    void missingOrAddedMessageIdShouldNotCount() {
        assertThat(digest(MAIL.replace("Message-ID: <1@example.com>\n", ""))).isEqualTo(digest(MAIL));
    }

    @Test
    void whatTheAuthorWroteShouldCount() {
        assertThat(digest(MAIL.replace("10:00:00", "10:00:01"))).isNotEqualTo(digest(MAIL));
        assertThat(digest(MAIL.replace("any news", "some news"))).isNotEqualTo(digest(MAIL));
        assertThat(digest(MAIL.replace("  any", " any"))).isNotEqualTo(digest(MAIL));
        assertThat(digest(MAIL.replace("Hello,\n", "Hello,\n\n"))).isNotEqualTo(digest(MAIL));
        assertThat(digest(MAIL.replace("ann@", "bob@"))).isNotEqualTo(digest(MAIL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "a: b\n", "x", "To: y\n", "\u0000"})
    @Timeout(120)
    void tenMegabytesShouldTakeLinearTime(String piece) {
        assertThat(digest(piece.repeat(10_000_000 / piece.length()))).hasSize(64);
    }
}
