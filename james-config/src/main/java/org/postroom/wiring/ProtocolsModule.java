// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import java.util.List;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.modules.protocols.IMAPServerModule;
import org.apache.james.modules.protocols.ImapPackage;
import org.apache.james.modules.protocols.ProtocolHandlerModule;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.postroom.wiring.imap.ImapCommands;
import org.postroom.wiring.imap.ImapLimits;
import org.postroom.wiring.imap.ImapListeners;
import org.postroom.wiring.smtp.LocalRecipients;
import org.postroom.wiring.smtp.SmtpListeners;

/** SMTP, submission and IMAP with our limits. Overrides James' factories of listeners. */
class ProtocolsModule extends AbstractModule {

    /** A line of a client that has not logged in: AUTHENTICATE with a long token fits. */
    private static final int LINE_BEFORE_LOGIN = 16_384;

    private static final int LITERALS_BEFORE_LOGIN = 4096;

    /** Besides the mail itself, an APPEND may carry a mailbox name. */
    private static final int BESIDES_THE_MAIL = 65_536;

    /**
     * What this module overrides.
     *
     * @return James' own modules
     */
    static List<Module> overridden() {
        return List.of(new SMTPServerModule(), new IMAPServerModule(), new ProtocolHandlerModule());
    }

    @Override
    protected void configure() {
        bind(SMTPServerFactory.class).to(SmtpListeners.class);
        bind(IMAPServerFactory.class).to(ImapListeners.class);
        bind(ImapPackage.class).to(ImapCommands.class);
        Multibinder.newSetBinder(binder(), LocalRecipients.class);
    }

    @Provides
    @Singleton
    ImapLimits imapLimits(StartSettings settings) {
        return new ImapLimits(
                LINE_BEFORE_LOGIN,
                LITERALS_BEFORE_LOGIN,
                JamesConfiguration.IMAP_LINE,
                settings.limits().mailSize() + BESIDES_THE_MAIL);
    }
}
