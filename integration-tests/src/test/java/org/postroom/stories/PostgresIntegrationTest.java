// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;

/** The whole server on PostgreSQL: chosen in {@code postroom.xml}, and nothing of it in an embedded database. */
class PostgresIntegrationTest {

    private static final String CUSTOMER = "customer@postgres.test";

    @Test
    void customerShouldBeAnsweredFromAServerOnPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE desk LOGIN PASSWORD 'pass & <word>'");
                statement.execute("CREATE DATABASE postroom OWNER desk");
            }
            Path home = RunningHelpDesk.newHome();
            Files.writeString(home.resolve("conf").resolve("database-password"), "pass & <word>\n");
            RunningHelpDesk.change(
                    home,
                    "postroom.xml",
                    conf -> conf.replace(
                                    "<url>embedded</url>\n",
                                    "<url>jdbc:postgresql://localhost:" + postgres.getPort() + "/postroom</url>\n")
                            .replaceFirst(
                                    "(?s)(<database>.*?)<user>none</user>\\s*<passwordFile>none</passwordFile>",
                                    "$1<user>desk</user><passwordFile>database-password</passwordFile>"));
            try (RunningHelpDesk desk = RunningHelpDesk.startIn(home)) {
                answerACustomer(desk);
                assertThat(home.resolve("var").resolve("tickets")).doesNotExist();
                assertThat(home.resolve("var").resolve("james").resolve("derby"))
                        .doesNotExist();
            }
            assertThat(count(postgres, "tickets")).isEqualTo(1);
            assertThat(count(postgres, "james_mail")).isPositive();
        }
    }

    private static void answerACustomer(RunningHelpDesk desk) throws Exception {
        byte[] question = Letters.text(
                "pg", CUSTOMER, "support@acme.test", "Rückfrage, вопрос, 问题", "UTF-8", "Where is it? Где? 在哪里？");
        desk.deliver(CUSTOMER, "support@acme.test", question);
        Ticket ticket = desk.ticketOf(CUSTOMER, 1);
        assertThat(ticket.subject()).isEqualTo("Rückfrage, вопрос, 问题");
        eventually(
                "the acknowledgement",
                () -> desk.received(CUSTOMER).stream()
                        .filter(CustomersIntegrationTest::isAutomatic)
                        .findFirst());

        AgentsProgram agent = desk.agent(ticket.agent().orElseThrow().asString());
        AgentsProgram.Seen copy =
                agent.waitForCopies("INBOX", ticket.number().toString(), 1).get(0);
        javax.mail.internet.MimeMessage answer = agent.reply(copy);
        answer.setText("Here it is. Вот. 在这里。", "UTF-8");
        agent.send(answer);

        MimeMessage received = eventually(
                "the answer",
                () -> desk.received(CUSTOMER).stream()
                        .filter(mail -> !CustomersIntegrationTest.isAutomatic(mail))
                        .findFirst());
        assertThat(received.getContent().toString()).contains("Вот. 在这里。");
        assertThat(received.getSubject()).contains("[" + ticket.number() + "]");
        Ticket answered = desk.ticketOf(CUSTOMER, 2);
        assertThat(answered.status()).isEqualTo(Status.WAITING);
        List<MessageKind> kinds =
                desk.messages(answered).stream().map(Message::kind).toList();
        assertThat(kinds).containsExactly(MessageKind.CUSTOMER, MessageKind.REPLY);
        agent.waitForCopies("Tickets.Waiting", ticket.number().toString(), 2);
    }

    private static long count(EmbeddedPostgres postgres, String table) throws Exception {
        try (Connection connection =
                        postgres.getDatabase("postgres", "postroom").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
