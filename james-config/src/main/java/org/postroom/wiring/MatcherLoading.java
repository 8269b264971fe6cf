// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.james.utils.ExtendedClassLoader;
import org.apache.james.utils.GuiceGenericLoader;
import org.apache.mailet.Matcher;
import org.apache.mailet.MatcherConfig;

/** Makes the matchers that {@code mailetcontainer.xml} names, with constructors injected, ours and James' alike. */
@Singleton
class MatcherLoading implements MatcherLoader {

    private final GuiceGenericLoader loader;
    private final ShortNames names;

    @Inject
    MatcherLoading(GuiceGenericLoader loader, ExtendedClassLoader classes) {
        this.loader = loader;
        this.names = new ShortNames(classes, "matcher", "org.postroom.matcher", "org.apache.james.transport.matchers");
    }

    @Override
    public Matcher getMatcher(MatcherConfig config) throws MessagingException {
        try {
            Matcher matcher = loader.instantiate(names.find(config.getMatcherName()));
            matcher.init(config);
            return matcher;
        } catch (ClassNotFoundException | RuntimeException e) {
            throw new MessagingException("matcher " + config.getMatcherName() + ": " + e.getMessage(), e);
        }
    }
}
