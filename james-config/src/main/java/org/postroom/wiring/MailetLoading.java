// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.transport.mailets.RemoteDelivery;
import org.apache.james.utils.ExtendedClassLoader;
import org.apache.james.utils.GuiceGenericLoader;
import org.apache.mailet.Mailet;
import org.apache.mailet.MailetConfig;

/** Makes the mailets that {@code mailetcontainer.xml} names, with constructors injected, ours and James' alike. */
@Singleton
class MailetLoading implements MailetLoader {

    private final GuiceGenericLoader loader;
    private final ShortNames names;
    private final StartSettings settings;

    @Inject
    MailetLoading(GuiceGenericLoader loader, ExtendedClassLoader classes, StartSettings settings) {
        this.loader = loader;
        this.names = new ShortNames(classes, "mailet", "org.postroom.mailet", "org.apache.james.transport.mailets");
        this.settings = settings;
    }

    @Override
    public Mailet getMailet(MailetConfig config) throws MessagingException {
        try {
            Mailet mailet = loader.instantiate(names.find(config.getMailetName()));
            mailet.init(configFor(mailet, config));
            return mailet;
        } catch (ClassNotFoundException | RuntimeException e) {
            throw new MessagingException("mailet " + config.getMailetName() + ": " + e.getMessage(), e);
        }
    }

    private MailetConfig configFor(Mailet mailet, MailetConfig config) {
        return mailet instanceof RemoteDelivery ? new RemoteDeliverySettings(config, settings) : config;
    }
}
