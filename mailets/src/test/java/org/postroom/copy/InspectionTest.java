// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.SampleMail.mail;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postroom.SampleDesks;
import org.postroom.conversation.Filed;
import org.postroom.copy.Inspection.Kind;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Folder;

class InspectionTest {

    private static final EmailAddress ANN = SampleDesks.ANN.address();

    private CopyStory story;
    private Inspection inspection;
    private Filed filed;

    @BeforeEach
    void open() {
        story = new CopyStory(ANN);
        inspection = new Inspection(story.copies, story.mailboxes);
        filed = story.file(mail().language("de"));
        story.work(ANN);
    }

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void rightMailboxShouldHaveNoDifference() throws MailboxUnavailableException {
        story.file(mail().language("de").subject("still to be made"));

        assertThat(inspection.inspect(ANN)).isEmpty();
    }

    @Test
    void missingCopyShouldBeMadeAgain() throws MailboxUnavailableException {
        story.mailboxes.ownerRemovesAll(ANN, Folder.INBOX);

        assertThat(inspection.repair(ANN)).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.MISSING);
            assertThat(difference.ticket()).isEqualTo(filed.ticket().id());
            assertThat(difference.shouldBe()).contains(Folder.INBOX);
        });
        story.work(ANN);
        assertThat(story.copiesAnywhere(filed.ticket(), ANN)).hasSize(1);
        assertThat(inspection.inspect(ANN)).isEmpty();
    }

    @Test
    void misplacedCopyShouldBeMovedBack() throws MailboxUnavailableException {
        story.mailboxes.ownerMovesAll(ANN, Folder.INBOX, Folder.CLOSED);

        assertThat(inspection.repair(ANN))
                .extracting(Inspection.Difference::kind)
                .containsExactly(Kind.MISPLACED);
        story.work(ANN);
        assertThat(story.copies(filed.ticket(), ANN, Folder.INBOX)).hasSize(1);
        assertThat(story.copiesAnywhere(filed.ticket(), ANN)).hasSize(1);
        assertThat(inspection.inspect(ANN)).isEmpty();
    }

    @Test
    void surplusCopiesShouldBeRemovedAndOtherMailKept() throws MailboxUnavailableException {
        byte[] twin = story.mailboxes.mails(ANN, Folder.INBOX).get(0).source.getBytes(StandardCharsets.ISO_8859_1);
        byte[] unknown = "X-Postroom-Copy: 987654\r\n\r\nold".getBytes(StandardCharsets.US_ASCII);
        byte[] priv = "Subject: lunch\r\n\r\nnoon".getBytes(StandardCharsets.US_ASCII);
        Mailboxes.CopyFlags none = new Mailboxes.CopyFlags(false, false, false, Set.of());
        story.mailboxes.append(ANN, Folder.WAITING, twin, none);
        story.mailboxes.append(ANN, Folder.INBOX, unknown, none);
        story.mailboxes.append(ANN, Folder.INBOX, priv, none);

        assertThat(inspection.repair(ANN))
                .extracting(Inspection.Difference::kind)
                .containsOnly(Kind.SURPLUS)
                .hasSize(2);
        assertThat(inspection.inspect(ANN)).isEmpty();
        assertThat(story.mailboxes.mails(ANN, Folder.INBOX)).hasSize(2);
    }
}
