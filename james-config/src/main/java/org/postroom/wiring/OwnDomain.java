// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import org.apache.james.core.Domain;

/**
 * A domain of desks or agents: known to James before it listens, or the first mail to it would be refused.
 *
 * @param domain the domain
 */
record OwnDomain(Domain domain) {}
