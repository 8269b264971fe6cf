// SPDX-License-Identifier: Apache-2.0
package org.postroom.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What was seen: the same facts as text and as JSON.
 *
 * @param tickets the tickets, as {@code ./postroom tickets --json} shows them
 * @param acknowledgements what each customer got at once
 * @param reply what a customer got from an agent
 * @param search the results of a search
 */
public record Facts(List<JsonNode> tickets, List<Letter> acknowledgements, Letter reply, List<JsonNode> search) {

    /** Takes copies. */
    public Facts {
        tickets = List.copyOf(tickets);
        acknowledgements = List.copyOf(acknowledgements);
        search = List.copyOf(search);
    }

    /**
     * A mail as its recipient reads it.
     *
     * @param ticket the number in its subject
     * @param from its From, decoded
     * @param to whom it reached
     * @param subject its subject, decoded
     * @param text its text
     */
    public record Letter(String ticket, String from, String to, String subject, String text) {}
}
