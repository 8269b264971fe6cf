// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import org.apache.james.mailbox.extractor.TextExtractor;
import org.apache.james.mailbox.store.extractor.DefaultTextExtractor;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.apache.james.mailbox.store.search.SimpleMessageSearchIndex;

/** IMAP SEARCH by reading the selected mailbox: right in every case, and slow in large ones. */
class SearchModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(DefaultTextExtractor.class).in(Scopes.SINGLETON);
        bind(TextExtractor.class).to(DefaultTextExtractor.class);
        bind(SimpleMessageSearchIndex.class).in(Scopes.SINGLETON);
        bind(MessageSearchIndex.class).to(SimpleMessageSearchIndex.class);
    }
}
