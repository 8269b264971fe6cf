// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The mails that a command line names: files of one mail, mailboxes of the mbox form, and directories of both, which are gone
 * through in the order of their names. One mail at a time is in memory.
 *
 * <p>A file that begins with {@code From } is a mailbox when more than one mail is in it; one whose name ends in {@code .eml}
 * is one mail always, since reports of failures quote such lines.
 */
final class MailFiles {

    /** How large a mail may be. */
    static final int LARGEST = 64 * 1024 * 1024;

    private final Reader reader;

    /** Is told what was found. */
    interface Reader {

        /**
         * A mail.
         *
         * @param file its file, as it was named
         * @param number which mail of the file it is, from 1; empty when the file is one mail
         * @param source its bytes
         */
        void mail(String file, OptionalInt number, byte[] source);

        /**
         * Something that could not be read.
         *
         * @param file its name, as it was given
         * @param why the reason
         */
        void unreadable(String file, String why);
    }

    MailFiles(Reader reader) {
        this.reader = reader;
    }

    /** Reads a file or directory. */
    void read(String name) {
        Path path = Path.of(name);
        if (!Files.isDirectory(path)) {
            file(name, path);
            return;
        }
        try (Stream<Path> tree = Files.list(path)) {
            List<Path> children =
                    tree.filter(child -> !isHidden(child)).sorted().toList();
            children.forEach(child -> read(child.toString()));
        } catch (IOException e) {
            reader.unreadable(name, reason(e));
        }
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    private void file(String name, Path path) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            in.mark(Mbox.BEGINNING.length);
            boolean mailbox = !name.toLowerCase(Locale.ROOT).endsWith(".eml")
                    && Arrays.equals(in.readNBytes(Mbox.BEGINNING.length), Mbox.BEGINNING);
            in.reset();
            if (mailbox) {
                mailbox(name, new Mbox(in, LARGEST));
            } else {
                byte[] source = in.readNBytes(LARGEST + 1);
                one(name, OptionalInt.empty(), new Mbox.Mail(source, source.length > LARGEST));
            }
        } catch (IOException e) {
            reader.unreadable(name, reason(e));
        }
    }

    private void mailbox(String name, Mbox mails) throws IOException {
        Mbox.Mail first = mails.next();
        one(name, mails.hasNext() ? OptionalInt.of(1) : OptionalInt.empty(), first);
        for (int number = 2; mails.hasNext(); number++) {
            one(name, OptionalInt.of(number), mails.next());
        }
    }

    private void one(String name, OptionalInt number, Mbox.Mail mail) {
        if (mail.cut()) {
            String which = number.isPresent() ? "mail " + number.getAsInt() : "it";
            reader.unreadable(name, which + " is larger than " + LARGEST / 1024 / 1024 + " MB");
        } else {
            reader.mail(name, number, mail.source());
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return e instanceof AccessDeniedException ? "it may not be read" : "it cannot be read: " + e.getMessage();
    }
}
