// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;
import org.jspecify.annotations.Nullable;

/** The configuration of a {@code RemoteDelivery} whose gateway comes from the settings of this start. */
record ThroughSmarthost(MailetConfig original, HostPort smarthost) implements MailetConfig {

    private static final String GATEWAY = "gateway";

    @Override
    @SuppressWarnings("NullAway") // James: null for a parameter that is not set
    public @Nullable String getInitParameter(String name) {
        return GATEWAY.equals(name) ? smarthost.toString() : original.getInitParameter(name);
    }

    @Override
    public Iterator<String> getInitParameterNames() {
        Iterable<String> names = original::getInitParameterNames;
        return Stream.concat(Stream.of(GATEWAY), StreamSupport.stream(names.spliterator(), false))
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
