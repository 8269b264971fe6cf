// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.store.sql.Samples.mail;

import java.nio.charset.Charset;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.ticket.Archive;
import org.postroom.ticket.Message;

/** The archive gives back the bytes that were filed. */
abstract class ArchiveContract extends StoreContract {

    private Archive archive;

    @BeforeAll
    void makeArchive() {
        archive = new SqlArchive(database);
    }

    @ParameterizedTest
    @CsvSource({
        "KOI8-R, Здравствуйте",
        "windows-1251, Здравствуйте",
        "GB18030, 您好，我想退款",
        "ISO-8859-1, Größe und Maß",
        "UTF-8, smile 🙂"
    })
    void bytesShouldComeBackAsTheyWereReceived(String charset, String text) {
        byte[] source = ("Subject: \u0000\r\n\n\r bare\r\n" + text).getBytes(Charset.forName(charset));
        Message message = filed(mail(opened().id(), unique("bytes")).source(source));

        assertThat(archive.source(message.id()).orElseThrow()).isEqualTo(source);
    }

    @Test
    void twentyFiveMegabytesShouldComeBack() {
        byte[] source = new byte[25 * 1024 * 1024];
        new Random(7).nextBytes(source);
        Message message = filed(mail(opened().id(), unique("large")).source(source));

        assertThat(archive.source(message.id()).orElseThrow()).isEqualTo(source);
    }

    @Test
    void emptyMailShouldComeBackEmpty() {
        Message message = filed(mail(opened().id(), unique("empty")).source(new byte[0]));

        assertThat(archive.source(message.id()).orElseThrow()).isEmpty();
    }

    @Test
    void unknownMessageShouldHaveNoSource() {
        assertThat(archive.source(4_000_000)).isEmpty();
    }
}
