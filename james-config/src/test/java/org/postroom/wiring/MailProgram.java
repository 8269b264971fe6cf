// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.util.Properties;
import javax.mail.Authenticator;
import javax.mail.Folder;
import javax.mail.MessagingException;
import javax.mail.PasswordAuthentication;
import javax.mail.Session;
import javax.mail.Store;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;

/** An ordinary mail program of an agent: STARTTLS, password, submission, IMAP. */
record MailProgram(Ports ports, String user, String password) {

    void send(String to, String subject, String text) throws MessagingException {
        MimeMessage message = new MimeMessage(session());
        message.setFrom(new InternetAddress(user));
        message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setText(text, "UTF-8");
        Transport.send(message);
    }

    Store imap() throws MessagingException {
        Store store = session().getStore("imap");
        store.connect("localhost", ports.imap(), user, password);
        return store;
    }

    int inboxCount() throws MessagingException {
        try (Store store = imap();
                Folder inbox = opened(store)) {
            return inbox.getMessageCount();
        }
    }

    private static Folder opened(Store store) throws MessagingException {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);
        return inbox;
    }

    private Session session() {
        Properties values = new Properties();
        for (String protocol : new String[] {"smtp", "imap"}) {
            values.put("mail." + protocol + ".host", "localhost");
            values.put("mail." + protocol + ".starttls.enable", "true");
            values.put("mail." + protocol + ".starttls.required", "true");
            values.put("mail." + protocol + ".ssl.trust", "*");
            values.put("mail." + protocol + ".connectiontimeout", "30000");
            values.put("mail." + protocol + ".timeout", "30000");
        }
        values.put("mail.smtp.port", Integer.toString(ports.submission()));
        values.put("mail.smtp.auth", "true");
        return Session.getInstance(values, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password);
            }
        });
    }
}
