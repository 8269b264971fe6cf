// SPDX-License-Identifier: Apache-2.0
package org.postroom.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.TicketNumber;

/** Compares the tickets that mails of the corpus ended in with the conversations that they belong to. */
final class Conversations {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Message> filed;

    /** Takes the message that each file became. */
    Conversations(Map<String, Message> filed) {
        this.filed = filed;
    }

    /** How many are right, of how many, and which are not. */
    record Share(int right, int all, List<String> wrong) {

        double value() {
            assertThat(all).as("what was compared").isPositive();
            return (double) right / all;
        }

        @Override
        public String toString() {
            return right + " of " + all + (wrong.isEmpty() ? "" : ", all but " + wrong);
        }
    }

    /**
     * Mails that share no Message-ID, reference, ticket number or content are never in one ticket. A report of a failure that
     * names nothing may be in the ticket whose person it could not reach.
     */
    void haveSomethingInCommon(List<CorpusMail> mails) {
        Map<String, String> parent = new HashMap<>();
        for (CorpusMail mail : mails) {
            mail.identifiers().forEach(id -> join(parent, mail.file(), "id:" + id.value()));
            TicketNumber.findAll(mail.mail().subject())
                    .forEach(number -> join(parent, mail.file(), "number:" + number));
            join(parent, mail.file(), "digest:" + mail.key().digest());
        }
        Map<Long, String> root = new HashMap<>();
        filed.forEach((file, message) -> {
            if (message.kind() == MessageKind.DELIVERY_FAILURE && !message.opensTicket()) {
                return;
            }
            String other = root.putIfAbsent(message.ticket(), find(parent, file));
            assertThat(other == null || other.equals(find(parent, file)))
                    .as(file + " is in ticket " + message.ticket() + " with mails that share nothing with it")
                    .isTrue();
        });
    }

    /** Column parent_file of the bulk index. */
    Share repliesWithTheirParents(Map<String, byte[]> files) {
        String index = new String(files.get("spamassassin-shared/index.tsv"), StandardCharsets.UTF_8);
        int replies = 0;
        List<String> wrong = new ArrayList<>();
        for (String line : index.lines().skip(1).toList()) {
            String[] columns = line.split("\t", -1);
            if (!columns[10].isBlank()) {
                Message child = filed("spamassassin-shared/" + columns[0]);
                Message parent = filed("spamassassin-shared/" + columns[10]);
                replies++;
                if (child.ticket() != parent.ticket()) {
                    wrong.add(columns[0] + " (to " + columns[10] + ")");
                }
            }
        }
        return new Share(replies - wrong.size(), replies, wrong);
    }

    /** The file threads.jsonl of notmuch: of each thread, the mails in the ticket that has most of them are right. */
    Share mailsWithTheirThreads(Map<String, byte[]> files) throws IOException {
        String threads = new String(files.get("notmuch/threads.jsonl"), StandardCharsets.UTF_8);
        int mails = 0;
        List<String> wrong = new ArrayList<>();
        for (String line : threads.lines().filter(each -> !each.isBlank()).toList()) {
            List<String> thread = new ArrayList<>();
            for (JsonNode file : MAPPER.readTree(line).path("files")) {
                thread.add("notmuch/" + file.asText());
            }
            mails += thread.size();
            Map<Long, Long> tickets = thread.stream()
                    .collect(Collectors.groupingBy(file -> filed(file).ticket(), Collectors.counting()));
            long most = tickets.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElseThrow();
            thread.stream().filter(file -> filed(file).ticket() != most).forEach(wrong::add);
        }
        return new Share(mails - wrong.size(), mails, wrong);
    }

    private Message filed(String file) {
        return Objects.requireNonNull(filed.get(file), file);
    }

    private static void join(Map<String, String> parent, String one, String other) {
        parent.put(find(parent, one), find(parent, other));
    }

    private static String find(Map<String, String> parent, String node) {
        String current = node;
        while (!parent.getOrDefault(current, current).equals(current)) {
            current = parent.get(current);
        }
        return current;
    }
}
