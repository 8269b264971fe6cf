// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postroom.message.Attachment;
import org.postroom.message.IncomingMail;

class TnefTest {

    private static final Charset CYRILLIC = Charset.forName("windows-1251");

    /** Writes TNEF, for the tests alone. */
    private static final class Writer {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer() {
            number(0x223E9F78L, 4);
            number(1, 2);
        }

        Writer attribute(int level, long id, byte[] value) {
            out.write(level);
            number(id, 4);
            number(value.length, 4);
            out.writeBytes(value);
            number(0, 2);
            return this;
        }

        Writer number(long value, int bytes) {
            for (int i = 0; i < bytes; i++) {
                out.write((int) (value >> 8 * i));
            }
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    private static byte[] numbers(long... values) {
        Writer writer = new Writer();
        Arrays.stream(values).forEach(value -> writer.number(value, 4));
        return Arrays.copyOfRange(writer.bytes(), 6, writer.bytes().length);
    }

    /** One property with one value. */
    private static byte[] property(int type, int id, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(numbers((long) id << 16 | type, 1, value.length));
        out.writeBytes(value);
        out.writeBytes(new byte[(4 - value.length % 4) % 4]);
        return out.toByteArray();
    }

    private static byte[] properties(byte[]... all) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(numbers(all.length));
        Arrays.stream(all).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static Writer twoFiles() {
        byte[] longName = "Отчёт за ноябрь.pdf\0".getBytes(StandardCharsets.UTF_16LE);
        byte[] flag = numbers(0x37140003, 4);
        return new Writer()
                .attribute(1, 0x00069007, numbers(1251, 0))
                .attribute(1, 0x0002800C, "Смотрите вложение\0".getBytes(CYRILLIC))
                .attribute(2, 0x00069002, new byte[14])
                .attribute(2, 0x00018010, "ОТЧЁТ~1.PDF\0".getBytes(CYRILLIC))
                .attribute(2, 0x0006800F, new byte[1234])
                .attribute(2, 0x00069005, properties(flag, property(0x1F, 0x3707, longName)))
                .attribute(2, 0x00069002, new byte[14])
                .attribute(2, 0x00018010, "план.txt\0".getBytes(CYRILLIC))
                .attribute(2, 0x0006800F, new byte[7]);
    }

    private static Tnef.Contents read(byte[] bytes) throws IOException {
        return Tnef.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void filesShouldHaveTheirLongNamesTypesAndSizes() throws IOException {
        Tnef.Contents contents = read(twoFiles().bytes());
        assertThat(contents.files())
                .containsExactly(
                        new Attachment("Отчёт за ноябрь.pdf", "application/pdf", 1234),
                        new Attachment("план.txt", "text/plain", 7));
        assertThat(contents.text().text()).isEqualTo("Смотрите вложение");
        assertThat(contents.cut()).isFalse();
        assertThat(contents.size()).isEqualTo(twoFiles().bytes().length);
    }

    @Test
    void htmlShouldBeReadInTheCharsetThatItNames() throws IOException {
        byte[] html = "<html><meta charset=koi8-r><p>Привет</p>".getBytes(Charset.forName("KOI8-R"));
        byte[] tnef = new Writer()
                .attribute(1, 0x00069003, properties(property(0x102, 0x1013, html)))
                .bytes();
        assertThat(read(tnef).text().text()).isEqualTo("Привет");
    }

    @Test
    void whatIsReadBeforeABreakShouldBeKept() throws IOException {
        byte[] whole = twoFiles().bytes();
        Tnef.Contents contents = read(Arrays.copyOf(whole, whole.length - 20));
        assertThat(contents.cut()).isTrue();
        assertThat(contents.files()).hasSize(2);
    }

    @Test
    void namesShouldHaveNoPath() throws IOException {
        byte[] tnef = new Writer()
                .attribute(2, 0x00069002, new byte[14])
                .attribute(2, 0x00018010, "..\\..\\evil.exe\0".getBytes(StandardCharsets.US_ASCII))
                .bytes();
        assertThat(read(tnef).files()).extracting(Attachment::name).containsExactly("evil.exe");
    }

    @Test
    @Timeout(60)
    void anyBytesShouldEnd() throws IOException {
        Random random = new Random(7);
        byte[] whole = twoFiles().bytes();
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = whole.clone();
            for (int j = 0; j < 1 + i % 5; j++) {
                broken[6 + random.nextInt(broken.length - 6)] = (byte) random.nextInt(256);
            }
            assertThat(read(broken).size()).isEqualTo(whole.length);
        }
    }

    @Test
    void mailShouldShowWhatIsPackedInsteadOfWinmailDat() {
        String mail = "From: ann@customer.test\nContent-Type: application/ms-tnef; name=winmail.dat\n"
                + "Content-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder().encodeToString(twoFiles().bytes()) + "\n";
        IncomingMail read = new Mime4jMailParser().parse(mail.getBytes(StandardCharsets.US_ASCII));
        assertThat(read.attachments()).extracting(Attachment::name).containsExactly("Отчёт за ноябрь.pdf", "план.txt");
        assertThat(read.text()).isEqualTo("Смотрите вложение");
    }
}
