// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One home, one server: two would write over each other's mail. Ends with the process, whatever happens to it. */
final class HomeLock implements AutoCloseable {

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the home for this process.
     *
     * @param home the home
     * @return the lock
     * @throws ServerNotStarted if another server has it
     */
    static HomeLock take(Home home) throws ServerNotStarted {
        Path file = home.var().resolve("lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new ServerNotStarted("another server runs on " + home.path() + " (it holds " + file + ")");
            }
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new ServerNotStarted("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
