// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.postroom.ticket.StorageException;

/**
 * A thread that does the index's work for callers who wait for it. An interrupt of the caller stays with the caller: it is
 * kept, and the work is waited for all the same. Whoever waits holds one piece of work at most, so nothing piles up.
 */
final class OwnThread implements AutoCloseable {

    private static final long LONGEST_STOP_SECONDS = 20;

    /** Work on files. */
    interface Work<T> {
        T run() throws IOException;
    }

    private final String name;
    private final ExecutorService executor;

    OwnThread(String name) {
        this.name = name;
        this.executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    <T> T call(Work<T> work) {
        Future<T> result;
        try {
            result = executor.submit(work::run);
        } catch (RejectedExecutionException e) {
            throw new StorageException("the ticket index is closed (" + name + ")", e);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RuntimeException failure(ExecutionException failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        if (cause instanceof StorageException storage) {
            return storage;
        }
        return new StorageException("the ticket index cannot do it (" + name + "): " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        boolean waiting = true;
        while (waiting) {
            try {
                executor.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
                waiting = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
