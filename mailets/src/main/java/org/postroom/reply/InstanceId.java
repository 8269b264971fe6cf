// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

/**
 * The id of this installation, which its own mails carry in {@code X-Postroom-Loop}, so that it knows them again.
 *
 * @param value 8 to 64 letters, digits and hyphens
 */
public record InstanceId(String value) {

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException when it is none
     */
    public InstanceId {
        if (!value.matches("[A-Za-z0-9-]{8,64}")) {
            throw new IllegalArgumentException("the id of an installation has 8 to 64 letters, digits and hyphens");
        }
    }
}
