// SPDX-License-Identifier: Apache-2.0
package org.postroom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.io.FileUtils;
import org.postroom.demo.OutsideWorld;
import org.postroom.stories.SmtpClient;

/** Sends the same mails through James alone and through Postroom, and prints what each took. */
public final class Benchmark {

    private static final long SEED = 42;
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Options options;
    private final Path conf;

    private Benchmark(Options options, Path conf) {
        this.options = options;
        this.conf = conf;
    }

    /** What the command line says. */
    private record Options(
            int mails, int connections, int warmUp, int steady, int perSecond, int tickets, String only) {

        static Options of(String[] args) {
            Map<String, String> given = new HashMap<>();
            for (int i = 0; i + 1 < args.length; i += 2) {
                given.put(args[i], args[i + 1]);
            }
            Options options = new Options(
                    number(given, "--mails", 2000),
                    number(given, "--connections", 4),
                    number(given, "--warm-up", 300),
                    number(given, "--steady", 300),
                    number(given, "--per-second", 5),
                    number(given, "--tickets", 0),
                    given.containsKey("--only") ? given.remove("--only") : "both");
            if (!given.isEmpty() || args.length % 2 == 1) {
                throw new IllegalArgumentException("unknown option " + given.keySet()
                        + "; known: --mails 2000 --connections 4 --warm-up 300 --steady 300 --per-second 5"
                        + " --tickets 0 --only bare|postroom");
            }
            return options;
        }

        private static int number(Map<String, String> given, String name, int usual) {
            String value = given.remove(name);
            return value == null ? usual : Integer.parseInt(value);
        }
    }

    /** What was measured of one server. */
    private record Figures(
            double readyFirst,
            double readyAgain,
            double perSecond,
            double cpuPerMail,
            double[] latency,
            long residentMegabytes,
            long peakMegabytes,
            double diskPerMail) {}

    /**
     * Runs it.
     *
     * @param args options
     * @throws Exception when a server cannot be started or goes away
     */
    public static void main(String[] args) throws Exception {
        Benchmark benchmark = new Benchmark(
                Options.of(args),
                Path.of(System.getProperty("bench.conf", "conf")).toAbsolutePath());
        benchmark.run();
    }

    private void run() throws Exception {
        Figures bare = options.only().equals("postroom") ? null : measure("bare");
        Figures postroom = options.only().equals("bare") ? null : measure("postroom");
        if (bare != null && postroom != null) {
            print(bare, postroom);
        }
    }

    private Figures measure(String kind) throws Exception {
        Path home = Files.createTempDirectory("postroom-bench");
        try (OutsideWorld outside = new OutsideWorld()) {
            writeConf(kind, home);
            String[] arguments = {kind, home.toString(), Integer.toString(outside.port())};
            double first;
            try (ServerUnderTest server = ServerUnderTest.start(home, arguments)) {
                first = seconds(server.untilReady());
            }
            try (ServerUnderTest server = ServerUnderTest.start(home, arguments)) {
                say(
                        kind + ": ready in %.1f s at the first start, %.1f s at the second",
                        first,
                        seconds(server.untilReady()));
                return measure(kind, server, outside, first);
            }
        } finally {
            FileUtils.deleteQuietly(home.toFile());
        }
    }

    private Figures measure(String kind, ServerUnderTest server, OutsideWorld outside, double readyFirst)
            throws Exception {
        GeneratedMails mails = new GeneratedMails(kind, SEED);
        List<InboxWatch> watches = watches(server);
        flood(kind, server, watches, mails.next(options.warmUp()));
        settle(server);

        List<GeneratedMails.Mail> measured = mails.next(options.mails());
        long disk = server.diskBytes();
        Duration cpu = server.cpu();
        double took = flood(kind, server, watches, measured);
        settle(server);
        double cpuPerMail = server.cpu().minus(cpu).toNanos() / 1e6 / measured.size();
        double diskPerMail = (server.diskBytes() - disk) / 1024.0 / measured.size();
        long resident = server.megabytes("VmRSS");
        say(
                "%s: %d mails in %.1f s: %.1f mails/s, %.1f ms CPU a mail; %d acknowledgements outside",
                kind,
                measured.size(),
                took,
                measured.size() / took,
                cpuPerMail,
                outside.mails().size());

        double[] latency = steady(kind, server, watches, mails.next(options.steady()));
        close(watches);
        if (options.tickets() > 0) {
            grow(kind, server, mails);
        }
        return new Figures(
                readyFirst,
                seconds(server.untilReady()),
                measured.size() / took,
                cpuPerMail,
                latency,
                resident,
                server.megabytes("VmHWM"),
                diskPerMail);
    }

    /** Many more tickets, in pieces, and how fast each piece went. */
    private void grow(String kind, ServerUnderTest server, GeneratedMails mails) throws Exception {
        List<InboxWatch> watches = watches(server);
        for (int sent = 0; sent < options.tickets(); sent += options.mails()) {
            Duration cpu = server.cpu();
            List<GeneratedMails.Mail> more = mails.next(options.mails());
            double took = flood(kind, server, watches, more);
            say(
                    "%s: after %d more mails: %.1f mails/s, %.1f ms CPU a mail, %d MB resident",
                    kind,
                    sent + more.size(),
                    more.size() / took,
                    server.cpu().minus(cpu).toNanos() / 1e6 / more.size(),
                    server.megabytes("VmRSS"));
        }
        steady(kind, server, watches, mails.next(options.steady()));
        close(watches);
    }

    private static void close(List<InboxWatch> watches) throws IOException {
        for (InboxWatch watch : watches) {
            watch.close();
        }
    }

    /** All mails as fast as the connections take them; returns the seconds until all are visible. */
    private double flood(String kind, ServerUnderTest server, List<InboxWatch> watches, List<GeneratedMails.Mail> mails)
            throws Exception {
        int before = visible(watches);
        AtomicInteger next = new AtomicInteger();
        ConcurrentLinkedQueue<String> trouble = new ConcurrentLinkedQueue<>();
        long begin = System.nanoTime();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < options.connections(); i++) {
            Thread sender = new Thread(() -> {
                try (SmtpClient client = new SmtpClient(server.port("smtp"))) {
                    for (int n = next.getAndIncrement(); n < mails.size(); n = next.getAndIncrement()) {
                        deliver(kind, client, mails.get(n));
                    }
                } catch (IOException e) {
                    trouble.add(e.toString());
                }
            });
            sender.start();
            senders.add(sender);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        if (!trouble.isEmpty()) {
            throw new IOException("mails were not accepted: " + trouble);
        }
        awaitVisible(watches, before + mails.size());
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Mails at an even pace; returns the 50th, 95th and 99th percentile from {@code 250} to visible, in milliseconds. */
    private double[] steady(
            String kind, ServerUnderTest server, List<InboxWatch> watches, List<GeneratedMails.Mail> mails)
            throws Exception {
        int before = visible(watches);
        Map<Integer, Long> accepted = new ConcurrentHashMap<>();
        long interval = 1_000_000_000L / options.perSecond();
        try (SmtpClient client = new SmtpClient(server.port("smtp"))) {
            long at = System.nanoTime();
            for (GeneratedMails.Mail mail : mails) {
                while (System.nanoTime() < at) {
                    LockSupport.parkNanos(at - System.nanoTime());
                }
                deliver(kind, client, mail);
                accepted.put(mail.number(), System.nanoTime());
                at += interval;
            }
        }
        awaitVisible(watches, before + mails.size());
        Map<Integer, Long> seen = new HashMap<>();
        for (InboxWatch watch : watches) {
            seen.putAll(watch.finish());
        }
        double[] sorted = accepted.keySet().stream()
                .mapToDouble(number -> Math.max(0, (seen.get(number) - accepted.get(number)) / 1e6))
                .sorted()
                .toArray();
        double[] percentiles = {percentile(sorted, 50), percentile(sorted, 95), percentile(sorted, 99)};
        say(
                "%s: from 250 to visible at %d mails/s: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms",
                kind, options.perSecond(), percentiles[0], percentiles[1], percentiles[2]);
        return percentiles;
    }

    private static void deliver(String kind, SmtpClient client, GeneratedMails.Mail mail) throws IOException {
        String recipient = kind.equals("bare")
                ? BenchServer.AGENTS.get(mail.number() % BenchServer.AGENTS.size())
                : "support@acme.test";
        String reply = client.deliver(mail.sender(), List.of(recipient), mail.source());
        if (!reply.startsWith("250")) {
            throw new IOException("mail " + mail.number() + ": " + reply);
        }
    }

    private static List<InboxWatch> watches(ServerUnderTest server) throws Exception {
        List<InboxWatch> watches = new ArrayList<>();
        for (String agent : BenchServer.AGENTS) {
            watches.add(new InboxWatch(server.port("imaps"), agent, BenchServer.PASSWORD));
        }
        return watches;
    }

    private static int visible(List<InboxWatch> watches) {
        return watches.stream().mapToInt(InboxWatch::count).sum();
    }

    private static void awaitVisible(List<InboxWatch> watches, int expected) throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (visible(watches) < expected) {
            if (System.nanoTime() > end) {
                throw new IOException("only " + visible(watches) + " of " + expected + " mails became visible");
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Until the server has done what it does behind a delivery: less than a tenth of a second CPU in one second. */
    private static void settle(ServerUnderTest server) {
        for (int i = 0; i < 60; i++) {
            Duration before = server.cpu();
            long until = System.nanoTime() + 1_000_000_000L;
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            if (server.cpu().minus(before).toMillis() < 100) {
                return;
            }
        }
    }

    private void writeConf(String kind, Path home) throws IOException {
        Path target = home.resolve("conf");
        if (kind.equals("bare")) {
            Files.createDirectories(target);
            Files.writeString(target.resolve("mailetcontainer.xml"), """
                    <mailetcontainer>
                      <context><postmaster>postmaster@acme.test</postmaster></context>
                      <spooler><threads>6</threads><errorRepository>file://var/mail/error/</errorRepository></spooler>
                      <processors enableJmx="false">
                        <processor state="root">
                          <mailet match="All" class="LocalDelivery"/>
                        </processor>
                        <processor state="transport">
                          <mailet match="All" class="RemoveMimeHeader"><name>bcc</name></mailet>
                          <mailet match="All" class="LocalDelivery"/>
                        </processor>
                        <processor state="error">
                          <mailet match="All" class="ToRepository">
                            <repositoryPath>file://var/mail/error/</repositoryPath>
                          </mailet>
                        </processor>
                      </processors>
                    </mailetcontainer>
                    """);
            return;
        }
        FileUtils.copyDirectory(conf.toFile(), target.toFile());
        Path postroom = target.resolve("postroom.xml");
        Files.writeString(
                postroom,
                Files.readString(postroom, StandardCharsets.UTF_8)
                        .replaceAll("<acknowledgementsInAll>[0-9]+", "<acknowledgementsInAll>1000000")
                        .replaceAll("<capacity>[0-9]+", "<capacity>100000"));
    }

    private void print(Figures bare, Figures postroom) {
        say("");
        say("| | James alone | Postroom | ratio |");
        say("|---|---|---|---|");
        row("mails/s until all are visible", bare.perSecond(), postroom.perSecond());
        row("ms CPU a mail", bare.cpuPerMail(), postroom.cpuPerMail());
        row("p50 from 250 to visible, ms", bare.latency()[0], postroom.latency()[0]);
        row("p95, ms", bare.latency()[1], postroom.latency()[1]);
        row("p99, ms", bare.latency()[2], postroom.latency()[2]);
        row("s until ready, first start", bare.readyFirst(), postroom.readyFirst());
        row("s until ready, later", bare.readyAgain(), postroom.readyAgain());
        row("MB resident after the flood", bare.residentMegabytes(), postroom.residentMegabytes());
        row("MB resident at the most", bare.peakMegabytes(), postroom.peakMegabytes());
        row("KB on disk a mail", bare.diskPerMail(), postroom.diskPerMail());
    }

    private static void row(String what, double bare, double postroom) {
        say("| %s | %.1f | %.1f | %.2f |", what, bare, postroom, postroom / bare);
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
