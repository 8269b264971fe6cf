// SPDX-License-Identifier: Apache-2.0
/**
 * What agents tell Postroom to do, by mail and by folder alike.
 *
 * <p>{@link org.postroom.command.CommandText} finds the commands at the top of what an agent wrote, and what only looks like one.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A line is a command only where it cannot be meant as text: at the top, alone on its line, {@code #} and a word of the
 *       list. Whatever is nearly that is doubted and asked back, never guessed, never sent to a customer.
 *   <li>Nothing here knows who wrote: the caller asks for commands only in mails of agents whom James authenticated.
 * </ul>
 */
@NullMarked
package org.postroom.command;

import org.jspecify.annotations.NullMarked;
