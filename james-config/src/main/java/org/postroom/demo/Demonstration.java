// SPDX-License-Identifier: Apache-2.0
package org.postroom.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.mail.MessagingException;
import org.postroom.message.IncomingMail;
import org.postroom.message.MailParser;
import org.postroom.ticket.TicketNumber;
import org.postroom.wiring.Ports;

/** The demonstration, step by step. Each step ends when its result was seen, or fails by name. */
public final class Demonstration {

    /** Accounts that are made, all with the same password. */
    public static final List<String> ACCOUNTS =
            List.of("agent1@acme.test", "agent2@acme.test", "agent3@acme.test", "lead@acme.test");

    /** What is searched for, in three languages at once. */
    public static final String QUERY = "refund OR 退款 OR пароль";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Sample> SAMPLES = List.of(
            new Sample("english", "alice@customers.test"),
            new Sample("russian", "ivan@customers.test"),
            new Sample("chinese", "lina@customers.test"),
            new Sample("german", "juergen@customers.test"),
            new Sample("html", "emily@customers.test"));

    private final Ports ports;
    private final String password;
    private final Admin admin;
    private final OutsideWorld outside;
    private final MailParser parser;

    /** Asks the running server as the admin does. */
    public interface Admin {

        /**
         * Makes an account.
         *
         * @param address its address
         * @param password its password
         */
        void addUser(String address, String password);

        /**
         * Asks with GET.
         *
         * @param path a path below {@code /postroom}, with its query
         * @return the answer
         */
        JsonNode ask(String path);
    }

    private record Sample(String name, String sender) {

        byte[] source() throws IOException {
            try (InputStream in = Demonstration.class.getResourceAsStream(name + ".eml")) {
                if (in == null) {
                    throw new IOException("the sample " + name + ".eml is missing from the program");
                }
                return in.readAllBytes();
            }
        }
    }

    /**
     * Takes what it works with.
     *
     * @param ports where the server listens, on loopback
     * @param password the password of all accounts that are made
     * @param admin asks the server
     * @param outside where the server sends its mail
     * @param parser reads what arrives there
     */
    public Demonstration(Ports ports, String password, Admin admin, OutsideWorld outside, MailParser parser) {
        this.ports = ports;
        this.password = password;
        this.admin = admin;
        this.outside = outside;
        this.parser = parser;
    }

    /**
     * Runs all steps.
     *
     * @param progress is told each step as it begins
     * @return what was seen
     * @throws StepFailed when something was not seen to happen in time
     */
    public Facts run(Consumer<String> progress) throws StepFailed {
        progress.accept("making accounts for three agents and a lead");
        ACCOUNTS.forEach(account -> admin.addUser(account, password));
        progress.accept("five customers write, in English, Russian, Chinese and German");
        deliver();
        List<JsonNode> tickets = tickets();
        progress.accept("waiting for the acknowledgements");
        List<Facts.Letter> acknowledgements = acknowledgements();
        progress.accept("an agent reads the mail and answers");
        Facts.Letter reply = answer(tickets.get(0), progress);
        progress.accept("searching for " + QUERY);
        List<JsonNode> results = search();
        return new Facts(tickets(), acknowledgements, reply, results);
    }

    private void deliver() throws StepFailed {
        for (Sample sample : SAMPLES) {
            try {
                MailProgram.deliver(ports, sample.source(), sample.sender(), "support@acme.test");
            } catch (MessagingException | IOException e) {
                throw new StepFailed("deliver", e);
            }
        }
    }

    /** The tickets in the order of the samples, each with an agent. */
    private List<JsonNode> tickets() throws StepFailed {
        return seen("tickets", "five tickets, each with an agent", () -> {
            List<JsonNode> all = list(admin.ask("/postroom/tickets"));
            List<JsonNode> ordered = new ArrayList<>();
            for (Sample sample : SAMPLES) {
                all.stream()
                        .filter(ticket -> ticket.path("requester").asText().equals(sample.sender()))
                        .filter(ticket -> !ticket.path("agent").isNull())
                        .forEach(ordered::add);
            }
            return ordered.size() == SAMPLES.size() && all.size() == SAMPLES.size()
                    ? Optional.of(ordered)
                    : Optional.empty();
        });
    }

    private List<Facts.Letter> acknowledgements() throws StepFailed {
        return seen("acknowledgements", "one for each customer, with a ticket number", () -> {
            List<Facts.Letter> letters = new ArrayList<>();
            for (Sample sample : SAMPLES) {
                received(sample.sender(), mail -> mail.headers().has("Auto-Submitted"))
                        .ifPresent(letters::add);
            }
            return letters.size() == SAMPLES.size() ? Optional.of(letters) : Optional.empty();
        });
    }

    private Facts.Letter answer(JsonNode ticket, Consumer<String> progress) throws StepFailed {
        String number = ticket.path("number").asText();
        MailProgram program = new MailProgram(ports, ticket.path("agent").asText(), password);
        MailProgram.Copy copy = seen(
                "copy",
                "the ticket in its agent's INBOX by IMAP",
                () -> program.copies("INBOX").stream()
                        .filter(one -> one.ticket().equals(number))
                        .findFirst());
        progress.accept(
                "the copy in " + copy.folder() + " of " + ticket.path("agent").asText() + ": " + copy.subject());
        try {
            program.reply(
                    copy,
                    "Dear Ms Brown,\n\nwe have refunded the second charge today.\n\nKind regards,\nAcme Support\n");
        } catch (MessagingException | GeneralSecurityException e) {
            throw new StepFailed("answer", e);
        }
        Facts.Letter letter = seen(
                "answer",
                "the answer at the customer's, from the desk",
                () -> received(
                        ticket.path("requester").asText(),
                        mail -> !mail.headers().has("Auto-Submitted")));
        if (!letter.from().contains("support@acme.test")) {
            throw new StepFailed("answer", "it came from " + letter.from() + ", not from the desk");
        }
        seen(
                "waiting",
                "the copy in Tickets.Waiting after the answer",
                () -> program.copies("Tickets.Waiting").stream()
                        .filter(one -> one.ticket().equals(number))
                        .findFirst());
        return letter;
    }

    private List<JsonNode> search() throws StepFailed {
        return seen("search", "at least three tickets for " + QUERY, () -> {
            String encoded = URLEncoder.encode(QUERY, StandardCharsets.UTF_8);
            List<JsonNode> results = list(admin.ask("/postroom/search?query=" + encoded));
            return results.size() >= 3 ? Optional.of(results) : Optional.empty();
        });
    }

    private Optional<Facts.Letter> received(String recipient, Function<IncomingMail, Boolean> test) {
        return outside.mails().stream()
                .filter(mail -> mail.recipients().contains(recipient))
                .map(mail -> parser.parse(mail.source()))
                .filter(test::apply)
                .map(mail -> letter(mail, recipient))
                .findFirst();
    }

    private static Facts.Letter letter(IncomingMail mail, String recipient) {
        String from = mail.from().map(f -> f.name() + " <" + f.address() + ">").orElse("");
        String number = TicketNumber.findAll(mail.subject()).stream()
                .findFirst()
                .map(TicketNumber::toString)
                .orElse("");
        return new Facts.Letter(number, from, recipient, mail.subject(), mail.text());
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    /** Something that may be there by now. */
    private interface Look<T> {
        Optional<T> now() throws MessagingException, IOException, GeneralSecurityException;
    }

    private static <T> T seen(String step, String expected, Look<T> look) throws StepFailed {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                Optional<T> found = look.now();
                if (found.isPresent()) {
                    return found.get();
                }
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (MessagingException | IOException | GeneralSecurityException e) {
                throw new StepFailed(step, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StepFailed(step, "interrupted");
            }
        }
        throw new StepFailed(
                step, "expected " + expected + ", but did not see it within " + PATIENCE.toSeconds() + " s");
    }
}
