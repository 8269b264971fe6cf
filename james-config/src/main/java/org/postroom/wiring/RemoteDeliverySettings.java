// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;
import org.jspecify.annotations.Nullable;
import org.postroom.config.SmartHost;

/**
 * The configuration of a {@code RemoteDelivery} with what this start adds to it: the name to greet with, unless the
 * admin wrote one there, and the smart host.
 */
final class RemoteDeliverySettings implements MailetConfig {

    private final MailetConfig original;
    private final Map<String, String> instead = new LinkedHashMap<>();

    RemoteDeliverySettings(MailetConfig original, StartSettings settings) {
        this.original = original;
        if (original.getInitParameter("heloName") == null) {
            instead.put("heloName", settings.hostName());
        }
        settings.smartHost().map(RemoteDeliverySettings::parameters).ifPresent(instead::putAll);
    }

    private static Map<String, String> parameters(SmartHost smartHost) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("gateway", smartHost.host() + ":" + smartHost.port());
        smartHost.credentials().ifPresent(login -> {
            parameters.put("gatewayUsername", login.user());
            parameters.put("gatewayPassword", login.password());
        });
        switch (smartHost.security()) {
            case NONE -> {
                // As it comes.
            }
            case STARTTLS -> {
                parameters.put("startTLS", "true");
                parameters.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> parameters.put("sslEnable", "true");
        }
        return parameters;
    }

    @Override
    @SuppressWarnings("NullAway") // James: null for a parameter that is not set
    public @Nullable String getInitParameter(String name) {
        String own = instead.get(name);
        return own == null ? original.getInitParameter(name) : own;
    }

    @Override
    public Iterator<String> getInitParameterNames() {
        Iterable<String> names = original::getInitParameterNames;
        return Stream.concat(instead.keySet().stream(), StreamSupport.stream(names.spliterator(), false))
                .distinct()
                .iterator();
    }

    @Override
    public MailetContext getMailetContext() {
        return original.getMailetContext();
    }

    @Override
    public String getMailetName() {
        return original.getMailetName();
    }
}
