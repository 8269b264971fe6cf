// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import io.netty.handler.codec.DecoderException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.junit.jupiter.api.Test;

class ClientTroublesTest {

    private final ClientTroubles troubles = new ClientTroubles();

    @Test
    void clientThatDislikesOurCertificateShouldLeaveNoStackTrace() {
        Exception thrown = new DecoderException(new SSLHandshakeException("Received fatal alert: bad_certificate"));

        assertThat(decision("org.apache.james.imapserver.netty.ImapChannelUpstreamHandler", thrown))
                .isEqualTo(FilterReply.DENY);
        assertThat(decision("org.apache.james.protocols.netty.BasicChannelInboundHandler", thrown))
                .isEqualTo(FilterReply.DENY);
    }

    @Test
    void folderThatAProgramAskedForInVainShouldLeaveNoStackTrace() {
        assertThat(decision("org.apache.james.imap.processor.StatusProcessor", new MailboxNotFoundException("Sent")))
                .isEqualTo(FilterReply.DENY);
    }

    @Test
    void troubleOfOurOwnShouldBeLoggedWhole() {
        assertThat(decision("org.apache.james.transport.mailets.RemoteDelivery", new SSLHandshakeException("expired")))
                .isEqualTo(FilterReply.NEUTRAL);
        assertThat(decision("org.postroom.copy.CopyWorker", new MailboxNotFoundException("INBOX")))
                .isEqualTo(FilterReply.NEUTRAL);
        assertThat(decision(
                        "org.apache.james.imapserver.netty.ImapChannelUpstreamHandler", new IllegalStateException()))
                .isEqualTo(FilterReply.NEUTRAL);
        assertThat(decision("org.apache.james.imap.processor.StatusProcessor", null))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void ringOfCausesShouldEnd() {
        Exception one = new IllegalStateException("one");
        Exception two = new IllegalStateException("two", one);
        one.initCause(two);

        assertThat(decision("org.apache.james.imapserver.netty.ImapChannelUpstreamHandler", two))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    private FilterReply decision(String logger, Exception thrown) {
        LoggerContext context = new LoggerContext();
        return troubles.decide(new LoggingEvent(
                "", context.getLogger(logger), Level.ERROR, "Unable to process request", thrown, null));
    }
}
