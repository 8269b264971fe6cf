// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import org.postroom.desk.Desk;
import org.postroom.message.IncomingMail;

/**
 * A mail that came to a person, which an agent brings to a desk.
 *
 * @param source its bytes
 * @param mail what they say
 * @param desk the desk
 * @param acknowledge whether its author gets an acknowledgement
 */
public record TakeOver(byte[] source, IncomingMail mail, Desk desk, boolean acknowledge) {}
