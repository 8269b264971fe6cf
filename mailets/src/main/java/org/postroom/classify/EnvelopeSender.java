// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.Optional;
import org.postroom.message.EmailAddress;

/**
 * Who the envelope says sent a mail (RFC 5321 section 3.6.3, reverse-path).
 *
 * @param known false when the envelope is gone, as for a mail out of the archive; then Return-Path is looked at
 * @param address the address; empty for the null reverse-path {@code <>}, or when it is not known
 */
public record EnvelopeSender(boolean known, Optional<EmailAddress> address) {

    /** The envelope is not known. */
    public static final EnvelopeSender UNKNOWN = new EnvelopeSender(false, Optional.empty());

    /**
     * What the server says.
     *
     * @param address the address; empty for {@code <>}
     * @return the sender
     */
    public static EnvelopeSender of(Optional<EmailAddress> address) {
        return new EnvelopeSender(true, address);
    }

    /**
     * Whether answers to it are not wanted: {@code <>} (RFC 3834 section 2).
     *
     * @return true for the null reverse-path, false also when it is not known
     */
    public boolean isNull() {
        return known && address.isEmpty();
    }
}
