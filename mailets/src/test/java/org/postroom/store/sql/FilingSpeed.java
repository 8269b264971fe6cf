// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Folder;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.NewMessage;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/**
 * Measures how many mails of 3 KB a second can be filed, acknowledged and routed, each in one transaction; every third one
 * is a reply. Arguments: {@code derby} or {@code postgres}, threads, mails.
 */
public final class FilingSpeed {

    private static final int CUSTOMERS = 500;

    private final SqlTickets tickets;
    private final AtomicInteger number = new AtomicInteger();
    private final byte[] body = Samples.source("Здравствуйте, принтер не печатает. 你好 ".repeat(50)
            + new java.util.Random(1)
                    .ints(1500, 'a', 'z')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append));

    private FilingSpeed(Database database) {
        this.tickets = new SqlTickets(database, Clock.systemUTC());
    }

    /** Runs. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int threads = Integer.parseInt(arguments[1]);
        int mails = Integer.parseInt(arguments[2]);
        Path directory = Files.createTempDirectory(Path.of("target"), "filing");
        try (Database database =
                arguments[0].equals("derby") ? TestDatabases.derbyIn(directory) : TestDatabases.postgres()) {
            FilingSpeed speed = new FilingSpeed(database);
            speed.run("warming up", threads, Math.min(1000, mails));
            for (int round = 1; round <= 3; round++) {
                speed.run("round " + round, threads, mails);
            }
        }
        System.exit(0);
    }

    private void run(String name, int threads, int mails) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long start = System.nanoTime();
        long cpuBefore = cpuNanos();
        Callable<long[]> work = () ->
                IntStream.range(0, mails / threads).mapToLong(i -> timed()).toArray();
        List<Future<long[]>> futures =
                IntStream.range(0, threads).mapToObj(i -> pool.submit(work)).toList();
        long[] nanos = new long[0];
        for (Future<long[]> future : futures) {
            nanos = concat(nanos, future.get());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        pool.shutdown();
        Arrays.sort(nanos);
        System.out.printf(
                "%s: %d mails by %d threads in %.1f s: %.0f a second, %.2f ms CPU a mail; p50 %.1f ms, p95 %.1f ms, p99 %.1f"
                        + " ms, most %.1f ms%n",
                name,
                nanos.length,
                threads,
                seconds,
                nanos.length / seconds,
                (cpuNanos() - cpuBefore) / 1e6 / nanos.length,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 95 / 100] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long[] concat(long[] one, long[] other) {
        long[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private long timed() {
        long start = System.nanoTime();
        int n = number.incrementAndGet();
        tickets.inTransaction(tx -> file(tx, n));
        tickets.inTransaction(tx -> n % 3 == 0 ? 0L : route(tx, n));
        return System.nanoTime() - start;
    }

    private boolean file(TicketTransaction tx, int n) {
        boolean reply = n % 3 == 0;
        NamedAddress customer =
                new NamedAddress("Иван " + n % CUSTOMERS, EmailAddress.of("c" + n % CUSTOMERS + "@customer.test"));
        byte[] source = Arrays.copyOf(body, body.length + 4);
        source[body.length] = (byte) n;
        source[body.length + 1] = (byte) (n >> 8);
        source[body.length + 2] = (byte) (n >> 16);
        String[] references = reply ? new String[] {"m" + (n - 1) + "@speed.test"} : new String[0];
        Samples.Mail mail = Samples.mail(0, "m" + n + "@speed.test")
                .from(customer)
                .source(source)
                .references(references);
        NewMessage shape = mail.build();
        if (!tx.known(shape.key(), Optional.of(customer.address())).isEmpty()) {
            return false;
        }
        long ticket = shape.references().stream()
                .flatMap(id -> tx.ticketKnowing(Samples.SUPPORT.id(), id).stream())
                .map(TicketTransaction.KnownReference::ticket)
                .findFirst()
                .orElseGet(() -> tx.open(Samples.ticket(Samples.SUPPORT, customer, "Принтер " + n))
                        .id());
        Message message = tx.add(on(shape, ticket));
        Ticket now = tx.ticket(ticket).orElseThrow();
        if (message.opensTicket()) {
            tx.rememberOwnMessageId(ticket, Samples.SUPPORT.id(), new MessageId("ack-" + ticket + "@acme.test"));
            tx.send(Samples.acknowledgement(ticket, "ack-" + ticket, customer.address()));
        } else {
            tx.addParticipant(ticket, customer, now.updatedAt());
            tx.update(now, now.withStatus(Status.OPEN, Instant.now()), NewEvent.POSTROOM, Cause.MESSAGE);
        }
        return true;
    }

    private long route(TicketTransaction tx, int n) {
        long serial = tx.ticketKnowing(Samples.SUPPORT.id(), new MessageId("m" + n + "@speed.test"))
                .orElseThrow()
                .ticket();
        Ticket ticket = tx.ticket(serial).orElseThrow();
        EmailAddress agent = EmailAddress.of("agent" + n / 200 + "@acme.test");
        tx.load(agent);
        tx.load(Samples.AGENT_1);
        tx.load(Samples.AGENT_2);
        tx.update(
                ticket,
                ticket.withAgent(java.util.Optional.of(agent), Instant.now().plus(Duration.ofMillis(1))),
                NewEvent.POSTROOM,
                Cause.RULE);
        List<Message> messages = tx.messages(serial);
        tx.wantCopies(
                serial,
                messages.stream()
                        .map(m -> Samples.copy(m.id(), agent, Folder.INBOX))
                        .toList());
        messages.forEach(m -> tx.routed(m.id()));
        return serial;
    }

    private static NewMessage on(NewMessage m, long ticket) {
        return new NewMessage(
                ticket,
                m.desk(),
                m.key(),
                MessageKind.CUSTOMER,
                m.audience(),
                m.from(),
                m.subject(),
                m.language(),
                m.receivedAt(),
                m.references(),
                m.alsoKnownAs(),
                m.source());
    }
}
