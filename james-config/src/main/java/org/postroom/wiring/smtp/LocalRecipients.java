// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import org.apache.james.core.MailAddress;

/**
 * Addresses in a domain of ours that have no account: desks and signed addresses. Add one to the set with Guice'
 * {@code Multibinder}; any that accepts is enough.
 */
@FunctionalInterface
public interface LocalRecipients {

    /**
     * Whether mail for this address is ours. Called once for each RCPT, so it must be quick and must not wait.
     *
     * @param recipient the address of RCPT
     * @return whether to take it
     */
    boolean accept(MailAddress recipient);
}
