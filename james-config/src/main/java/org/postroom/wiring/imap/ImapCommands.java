// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.imap;

import java.util.Collection;
import java.util.Map;
import org.apache.james.imap.processor.CopyProcessor;
import org.apache.james.imap.processor.MoveProcessor;
import org.apache.james.modules.protocols.DefaultImapPackage;
import org.apache.james.modules.protocols.ImapPackage;
import org.apache.james.utils.ClassName;

/** James' IMAP commands, with COPY and MOVE exchanged. */
public final class ImapCommands implements ImapPackage {

    private static final Map<ClassName, ClassName> EXCHANGED = Map.of(
            new ClassName(CopyProcessor.class.getName()), new ClassName(CopyInPieces.class.getName()),
            new ClassName(MoveProcessor.class.getName()), new ClassName(MoveInPieces.class.getName()));

    private final ImapPackage stock = new DefaultImapPackage();

    @Override
    public Collection<ClassName> decoders() {
        return stock.decoders();
    }

    @Override
    public Collection<ClassName> encoders() {
        return stock.encoders();
    }

    @Override
    public Collection<ClassName> processors() {
        Collection<ClassName> processors = stock.processors();
        if (!processors.containsAll(EXCHANGED.keySet())) {
            throw new IllegalStateException("James' list of IMAP commands lacks one of " + EXCHANGED.keySet());
        }
        return processors.stream()
                .map(each -> EXCHANGED.getOrDefault(each, each))
                .toList();
    }
}
