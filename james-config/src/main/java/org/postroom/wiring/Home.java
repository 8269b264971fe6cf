// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directories of one server. {@code conf/} belongs to the admin and is only read; everything that the server
 * writes lies below {@code var/}.
 *
 * @param path the home itself, absolute
 */
public record Home(Path path) {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /**
     * What the admin edits.
     *
     * @return {@code conf/}
     */
    public Path conf() {
        return path.resolve("conf");
    }

    /**
     * All data.
     *
     * @return {@code var/}
     */
    public Path var() {
        return path.resolve("var");
    }

    /**
     * What James keeps: its database, its generated configuration.
     *
     * @return {@code var/james/}
     */
    public Path james() {
        return var().resolve("james");
    }

    /**
     * The configuration files of James that no admin edits; written anew at each start.
     *
     * @return {@code var/james/conf/}
     */
    public Path jamesConf() {
        return james().resolve("conf");
    }

    /**
     * James' database, if it is the embedded one.
     *
     * @return {@code var/james/derby}
     */
    public Path jamesDerby() {
        return james().resolve("derby");
    }

    /**
     * Our own database, if it is the embedded one.
     *
     * @return {@code var/tickets}
     */
    public Path tickets() {
        return var().resolve("tickets");
    }

    /**
     * The ticket index.
     *
     * @return {@code var/postroom/index}
     */
    public Path ticketIndex() {
        return var().resolve("postroom").resolve("index");
    }

    /**
     * Keys of signed addresses, and the id of the installation.
     *
     * @return {@code var/keys}
     */
    public Path keys() {
        return var().resolve("keys");
    }

    /**
     * Certificate and key that were made at the first start.
     *
     * @return {@code var/tls/}
     */
    public Path tls() {
        return var().resolve("tls");
    }

    /**
     * Log files.
     *
     * @return {@code var/log/}
     */
    public Path log() {
        return var().resolve("log");
    }

    /**
     * The token that web administration asks for.
     *
     * @return {@code var/webadmin.token}
     */
    public Path token() {
        return var().resolve("webadmin.token");
    }

    /**
     * The ports of the running server, for the commands that talk to it.
     *
     * @return {@code var/ports}
     */
    public Path ports() {
        return var().resolve("ports");
    }

    /**
     * Makes the directories that the server writes to; {@code var/} only readable by its owner.
     */
    public void makeDirectories() {
        try {
            makePrivateDirectory(var());
            for (Path each : new Path[] {james(), jamesConf(), ticketIndex().getParent(), keys(), tls(), log()}) {
                makePrivateDirectory(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + var() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes a file that only its owner may read. The file appears whole or not at all.
     *
     * @param file the file; replaced if it exists
     * @param text what to write, in UTF-8
     */
    static void writePrivately(Path file, String text) {
        writePrivately(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file that only its owner may read. The file appears whole or not at all.
     *
     * @param file the file; replaced if it exists
     * @param bytes what to write
     */
    static void writePrivately(Path file, byte[] bytes) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(beside);
            Files.createFile(beside, ownerOnly("rw-------"));
            Files.write(beside, bytes, StandardOpenOption.WRITE);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void makePrivateDirectory(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(directory, ownerOnly("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
