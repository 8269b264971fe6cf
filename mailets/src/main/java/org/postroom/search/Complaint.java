// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

/** Words what is wrong with a query: where, what, what is allowed, and an example. */
final class Complaint {

    private Complaint() {}

    static BadQueryException at(int position, String whatAndAllowed, String example) {
        return new BadQueryException(
                "at character " + (position + 1) + " of the query: " + whatAndAllowed + "; for example " + example,
                position);
    }
}
