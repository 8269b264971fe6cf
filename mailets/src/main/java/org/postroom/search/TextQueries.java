// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

/**
 * Makes the queries that an admin writes into matchers: words, {@code "phrases"}, AND, OR, NOT and brackets, such as
 * {@code "double charge" OR refund OR возврат OR 退款}. Nothing is indexed: a query is held against one mail at a time.
 */
public interface TextQueries {

    /**
     * Parses a query, when the server starts.
     *
     * @param query what the admin wrote
     * @return the query, ready for any number of mails
     * @throws BadQueryException saying where it is wrong and what is allowed
     */
    TextQuery parse(String query) throws BadQueryException;
}
