// SPDX-License-Identifier: Apache-2.0
/**
 * Desks, teams, agents, roles and hours: the values that configuration is read into.
 *
 * <p>Everything here is immutable and knows neither a ticket nor where it was read from. {@code config} makes these values
 * from {@code postroom.xml}; every other package asks them. {@link org.postroom.desk.HelpDesk} is the one value that is
 * swapped whole when configuration changes.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>An address belongs to at most one desk, a prefix to exactly one ({@code config} refuses anything else).
 *   <li>Hours are local times of a named zone: a change of daylight saving time moves nobody's working day.
 * </ul>
 *
 * <p>Imports only {@code message}, for addresses.
 */
@NullMarked
package org.postroom.desk;

import org.jspecify.annotations.NullMarked;
