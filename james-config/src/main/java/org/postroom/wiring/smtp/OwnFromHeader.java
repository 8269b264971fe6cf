// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.mailet.Mail;

/**
 * What an agent submits names that agent in {@code From} and {@code Sender}. James compares the envelope only, and
 * {@code From} is what a customer reads.
 */
public final class OwnFromHeader implements JamesMessageHook {

    private final UsersRepository users;
    private final CanSendFrom canSendFrom;

    @Inject
    OwnFromHeader(UsersRepository users, CanSendFrom canSendFrom) {
        this.users = users;
        this.canSendFrom = canSendFrom;
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        try {
            MimeMessage message = mail.getMessage();
            Username agent = session.getUsername();
            Optional<String> foreign = foreign(agent, message.getHeader("From", ","))
                    .or(() -> foreign(agent, firstHeader(message, "Sender")));
            return foreign.map(OwnFromHeader::refused).orElse(HookResult.DECLINED);
        } catch (MessagingException e) {
            return refused("unreadable");
        }
    }

    private static String firstHeader(MimeMessage message, String name) {
        try {
            String value = message.getHeader(name, ",");
            return value == null ? "" : value;
        } catch (MessagingException e) {
            return "";
        }
    }

    private Optional<String> foreign(Username agent, @org.jspecify.annotations.Nullable String header) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        try {
            for (InternetAddress each : InternetAddress.parseHeader(header, false)) {
                if (!isOwn(agent, each.getAddress())) {
                    return Optional.of(each.getAddress());
                }
            }
            return Optional.empty();
        } catch (AddressException e) {
            return Optional.of(header);
        }
    }

    private boolean isOwn(Username agent, String address) {
        try {
            return canSendFrom.userCanSendFrom(agent, users.getUsername(new MailAddress(address)));
        } catch (AddressException | UsersRepositoryException e) {
            return false;
        }
    }

    private static HookResult refused(String address) {
        String shown = address.replaceAll("[^\\x21-\\x7e]", "?");
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.deny())
                .smtpReturnCode("550")
                .smtpDescription("5.7.1 From and Sender must be your own address, and this is not: "
                        + shown.substring(0, Math.min(shown.length(), 200)))
                .build();
    }
}
