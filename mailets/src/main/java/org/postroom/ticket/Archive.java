// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Optional;

/** The source of every message, as it was received. Written by {@link TicketTransaction#add}. */
public interface Archive {

    /**
     * The bytes of a message.
     *
     * @param message the message's key
     * @return the source, or empty when it was erased or never existed
     */
    Optional<byte[]> source(long message);
}
