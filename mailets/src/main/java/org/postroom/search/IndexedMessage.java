// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

import java.util.List;
import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;

/**
 * What is indexed of a message.
 *
 * @param ticket its ticket
 * @param message its facts
 * @param from author: address and name in one text
 * @param to recipients in To and Cc: addresses and names
 * @param newText the text that is new in it
 * @param quotedText what it quotes; weighs less
 * @param attachmentNames names of what is attached
 */
public record IndexedMessage(
        Ticket ticket,
        Message message,
        String from,
        List<String> to,
        String newText,
        String quotedText,
        List<String> attachmentNames) {}
