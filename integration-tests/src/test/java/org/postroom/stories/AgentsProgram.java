// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import com.sun.mail.util.MailSSLSocketFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.mail.Address;
import javax.mail.Flags;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import javax.mail.search.BodyTerm;
import org.postroom.wiring.Ports;

/** An agent's mail program: IMAP over TLS, submission with STARTTLS and login. */
public final class AgentsProgram {

    private final Ports ports;
    private final String account;
    private final String password;

    AgentsProgram(Ports ports, String account, String password) {
        this.ports = ports;
        this.account = account;
        this.password = password;
    }

    /** A mail in a folder. */
    public record Seen(String folder, MimeMessage message, Flags flags, byte[] source) {

        public String header(String name) {
            try {
                String[] values = message.getHeader(name);
                return values == null ? "" : values[0];
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String subject() {
            try {
                return String.valueOf(message.getSubject());
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public List<Seen> folder(String name) throws Exception {
        Session session = Session.getInstance(imap());
        List<Seen> seen = new ArrayList<>();
        try (Store store = session.getStore("imaps")) {
            store.connect("127.0.0.1", ports.imaps(), account, password);
            Folder folder = store.getFolder(name);
            if (!folder.exists()) {
                return seen;
            }
            folder.open(Folder.READ_ONLY);
            for (Message message : folder.getMessages()) {
                ByteArrayOutputStream source = new ByteArrayOutputStream();
                Flags flags = message.getFlags();
                message.writeTo(source);
                seen.add(new Seen(
                        name,
                        new MimeMessage(session, new ByteArrayInputStream(source.toByteArray())),
                        flags,
                        source.toByteArray()));
            }
            folder.close(false);
        }
        return seen;
    }

    /** Subjects of the mails in a folder that the server finds a word in. */
    public List<String> search(String folder, String word) throws Exception {
        List<String> found = new ArrayList<>();
        try (Store store = Session.getInstance(imap()).getStore("imaps")) {
            store.connect("127.0.0.1", ports.imaps(), account, password);
            Folder searched = store.getFolder(folder);
            searched.open(Folder.READ_ONLY);
            for (Message message : searched.search(new BodyTerm(word))) {
                found.add(String.valueOf(message.getSubject()));
            }
        }
        return found;
    }

    /** Copies of a ticket in a folder. */
    public List<Seen> copies(String folder, String ticket) throws Exception {
        return folder(folder).stream()
                .filter(seen -> seen.header("X-Postroom-Ticket").equals(ticket))
                .toList();
    }

    /** Waits for copies of a ticket in a folder. */
    public List<Seen> waitForCopies(String folder, String ticket, int count) {
        return RunningHelpDesk.eventually(count + " copies of " + ticket + " in " + folder + " of " + account, () -> {
            List<Seen> copies = copies(folder, ticket);
            return copies.size() == count ? Optional.of(copies) : Optional.empty();
        });
    }

    /** An answer to the sender of a copy, still to be written. */
    public MimeMessage reply(Seen copy) throws MessagingException, GeneralSecurityException {
        return reply(copy, false);
    }

    /** An answer to everybody whom a copy names, still to be written. */
    public MimeMessage replyAll(Seen copy) throws MessagingException, GeneralSecurityException {
        return reply(copy, true);
    }

    private MimeMessage reply(Seen copy, boolean toAll) throws MessagingException, GeneralSecurityException {
        MimeMessage original = new MimeMessage(session(), new ByteArrayInputStream(copy.source()));
        return (MimeMessage) original.reply(toAll);
    }

    private Session session() throws GeneralSecurityException {
        return Session.getInstance(submission());
    }

    /** Sends a mail; the envelope has all recipients of its header, Bcc included. */
    public void send(MimeMessage mail) throws MessagingException, GeneralSecurityException, IOException {
        mail.setFrom(new InternetAddress(account));
        mail.saveChanges();
        Address[] recipients = mail.getAllRecipients();
        mail.removeHeader("Bcc");
        try (Transport transport = session().getTransport("smtp")) {
            transport.connect("127.0.0.1", ports.submission(), account, password);
            transport.sendMessage(mail, recipients);
        }
    }

    private Properties submission() throws GeneralSecurityException {
        Properties properties = new Properties();
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.smtp.from", account);
        properties.put("mail.smtp.timeout", "60000");
        properties.put("mail.smtp.localhost", "agents-laptop.test");
        properties.put("mail.smtp.ssl.socketFactory", trusting());
        return properties;
    }

    private static Properties imap() throws GeneralSecurityException {
        Properties properties = new Properties();
        properties.put("mail.imaps.timeout", "60000");
        properties.put("mail.imaps.ssl.socketFactory", trusting());
        return properties;
    }

    private static MailSSLSocketFactory trusting() throws GeneralSecurityException {
        MailSSLSocketFactory factory = new MailSSLSocketFactory();
        factory.setTrustAllHosts(true);
        return factory;
    }
}
