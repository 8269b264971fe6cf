// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.Optional;
import org.postroom.message.EmailAddress;

/**
 * One address that a mail did not reach.
 *
 * @param address the address; the one that was written to, where the report names it
 * @param permanent true when the other side has given up, false while it goes on trying
 * @param status the enhanced status code (RFC 3463), such as {@code 5.1.1}; empty when the report names none
 * @param diagnostic what the other side said, in one line of at most 500 characters; may be empty
 */
public record FailedRecipient(EmailAddress address, boolean permanent, Optional<String> status, String diagnostic) {}
