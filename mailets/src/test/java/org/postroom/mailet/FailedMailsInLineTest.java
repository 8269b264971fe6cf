// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.SampleDesks;
import org.postroom.conversation.Filing;
import org.postroom.conversation.MailsUnderWay;
import org.postroom.copy.InMemoryMailboxes;
import org.postroom.desk.Language;
import org.postroom.james.Arrivals;
import org.postroom.james.ExactMessage;
import org.postroom.james.Mime4jMailParser;
import org.postroom.james.ReceivedMail;
import org.postroom.search.MessageIndexer;
import org.postroom.store.lucene.CutTexts;
import org.postroom.store.lucene.LuceneTicketIndex;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.SqlArchive;
import org.postroom.store.sql.SqlTickets;
import org.postroom.store.sql.TestDatabases;

/** A mail that fails holds up none that names the same identifiers. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailedMailsInLineTest {

    private final MailsUnderWay underWay = new MailsUnderWay(Duration.ofHours(1));
    private final Mime4jMailParser parser = new Mime4jMailParser();

    @TempDir
    private Path directory;

    @Test
    void mailThatCannotBeFiledShouldHoldUpNobody() throws Exception {
        Mail failing = begun("Message-ID: <a@b.test>\r\n\r\nfirst");
        Mail answer = begun("Message-ID: <c@b.test>\r\nIn-Reply-To: <a@b.test>\r\n\r\nsecond");
        try (Database database = TestDatabases.derbyInMemory();
                LuceneTicketIndex index = LuceneTicketIndex.open(
                        directory, List.of(new Language("en")), new CutTexts(), Clock.systemUTC())) {
            SqlTickets tickets = new SqlTickets(database, Clock.systemUTC());
            AssignTicket step = new AssignTicket(
                    new Filing(tickets, SampleDesks.SIGNED, () -> SampleDesks.HELP_DESK, SampleDesks.NO_REMARKS, 30),
                    new Arrivals(SampleDesks.HELP_DESK, parser, Clock.systemUTC()),
                    underWay,
                    new MessageIndexer(tickets, new SqlArchive(database), parser, index));

            assertThatThrownBy(() -> step.service(failing)).isInstanceOf(MessagingException.class);
        }

        underWay.awaitEarlier(ReceivedMail.of(answer));
    }

    @Test
    void mailThatIsKeptSinceAnEarlierStepFailedShouldHoldUpNobody() throws Exception {
        Mail failing = begun("Message-ID: <a@b.test>\r\n\r\nfirst");
        Mail answer = begun("Message-ID: <c@b.test>\r\nIn-Reply-To: <a@b.test>\r\n\r\nsecond");
        KeepFailedMail step = new KeepFailedMail(
                new NoRepositories(), new InMemoryMailboxes(SampleDesks.LEAD), SampleDesks.HELP_DESK, underWay);

        assertThatThrownBy(() -> step.service(failing)).isInstanceOf(MessagingException.class);

        underWay.awaitEarlier(ReceivedMail.of(answer));
        assertThat(failing.getState()).isEqualTo(Mail.DEFAULT);
    }

    private Mail begun(String source) throws MessagingException {
        MailImpl mail = MailImpl.builder()
                .name("mail")
                .addRecipient(new MailAddress(SampleDesks.SUPPORT_ADDRESS.toString()))
                .build();
        mail.setMessageNoCopy(new ExactMessage("test", source.getBytes(StandardCharsets.US_ASCII)));
        ReceivedMail received = ReceivedMail.of(mail);
        underWay.begin(received, parser.parse(received.source()));
        return mail;
    }

    /** Where nothing can be kept. */
    private static final class NoRepositories implements MailRepositoryStore {

        @Override
        public MailRepository select(MailRepositoryUrl url) throws MailRepositoryStoreException {
            throw new MailRepositoryStoreException("there is none");
        }

        @Override
        public Optional<Protocol> defaultProtocol() {
            return Optional.empty();
        }

        @Override
        public Optional<MailRepository> get(MailRepositoryUrl url) {
            return Optional.empty();
        }

        @Override
        public Stream<MailRepository> getByPath(MailRepositoryPath path) {
            return Stream.empty();
        }

        @Override
        public Stream<MailRepositoryUrl> getUrls() {
            return Stream.empty();
        }
    }
}
