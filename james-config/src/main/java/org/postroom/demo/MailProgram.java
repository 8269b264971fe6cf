// SPDX-License-Identifier: Apache-2.0
package org.postroom.demo;

import com.sun.mail.util.MailSSLSocketFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.mail.Address;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.postroom.wiring.Ports;

/**
 * Plays mail programs: a customer's that hands a mail to the server, and an agent's that reads by IMAP and answers by
 * submission, both over TLS. The server's certificate is its own and taken as it is: this is loopback.
 */
final class MailProgram {

    private static final String HOST = "127.0.0.1";

    private final Ports ports;
    private final String account;
    private final String password;

    MailProgram(Ports ports, String account, String password) {
        this.ports = ports;
        this.account = account;
        this.password = password;
    }

    /** A copy of a ticket in the agent's mailbox. */
    record Copy(String folder, String ticket, String subject, String from, byte[] source) {}

    /** Hands a mail to port 25, as the customer's provider does. */
    static void deliver(Ports ports, byte[] source, String sender, String recipient) throws MessagingException {
        Properties properties = timeouts("smtp");
        properties.put("mail.smtp.from", sender);
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(HOST, ports.smtp(), null, null);
            transport.sendMessage(new Exact(session, source), new Address[] {new InternetAddress(recipient)});
        }
    }

    /** Copies of tickets in a folder; empty when there is no such folder yet. */
    List<Copy> copies(String folderName) throws MessagingException, IOException, GeneralSecurityException {
        Properties properties = timeouts("imaps");
        properties.put("mail.imaps.ssl.socketFactory", trustingAll());
        Session session = Session.getInstance(properties);
        List<Copy> copies = new ArrayList<>();
        try (Store store = session.getStore("imaps")) {
            store.connect(HOST, ports.imaps(), account, password);
            Folder folder = store.getFolder(folderName);
            if (!folder.exists()) {
                return copies;
            }
            folder.open(Folder.READ_ONLY);
            for (Message message : folder.getMessages()) {
                Optional<String> ticket = first(message.getHeader("X-Postroom-Ticket"));
                if (ticket.isPresent()) {
                    ByteArrayOutputStream source = new ByteArrayOutputStream();
                    message.writeTo(source);
                    copies.add(new Copy(
                            folderName,
                            ticket.get(),
                            String.valueOf(message.getSubject()),
                            Arrays.toString(message.getFrom()),
                            source.toByteArray()));
                }
            }
            folder.close(false);
        }
        return copies;
    }

    /** Presses Reply, writes, and sends. */
    void reply(Copy copy, String text) throws MessagingException, GeneralSecurityException {
        Properties properties = timeouts("smtp");
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.smtp.ssl.socketFactory", trustingAll());
        Session session = Session.getInstance(properties);
        MimeMessage original = new MimeMessage(session, new ByteArrayInputStream(copy.source()));
        MimeMessage answer = (MimeMessage) original.reply(false);
        answer.setFrom(new InternetAddress(account));
        answer.setText(text, StandardCharsets.UTF_8.name());
        answer.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(HOST, ports.submission(), account, password);
            transport.sendMessage(answer, answer.getAllRecipients());
        }
    }

    /** A message whose bytes go out as they are. */
    private static final class Exact extends MimeMessage {

        private final byte[] source;

        Exact(Session session, byte[] source) throws MessagingException {
            super(session, new ByteArrayInputStream(source));
            this.source = source;
            saved = true;
        }

        @Override
        public void writeTo(OutputStream os, String[] ignoreList) throws IOException {
            os.write(source);
        }
    }

    private static Properties timeouts(String protocol) {
        Properties properties = new Properties();
        properties.put("mail." + protocol + ".connectiontimeout", "10000");
        properties.put("mail." + protocol + ".timeout", "30000");
        properties.put("mail." + protocol + ".localhost", "demo.test");
        return properties;
    }

    private static MailSSLSocketFactory trustingAll() throws GeneralSecurityException {
        MailSSLSocketFactory factory = new MailSSLSocketFactory();
        factory.setTrustAllHosts(true);
        return factory;
    }

    private static Optional<String> first(String @Nullable [] values) {
        return values == null || values.length == 0 ? Optional.empty() : Optional.of(values[0]);
    }
}
