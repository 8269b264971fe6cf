// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

/**
 * An address with the name that stood beside it (RFC 5322 section 3.4, {@code mailbox}). The name proves nothing.
 *
 * @param name the display name, decoded; empty when there was none
 * @param address the address
 */
public record NamedAddress(String name, EmailAddress address) {

    /**
     * The name to greet somebody by.
     *
     * @return the display name, or the local part where there is none
     */
    public String nameOrLocalPart() {
        return name.isBlank() ? address.localPart() : name;
    }
}
