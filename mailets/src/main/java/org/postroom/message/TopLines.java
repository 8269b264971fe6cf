// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.List;
import java.util.Optional;

/** Takes lines out of the top of a mail's text, in its plain text and in its HTML, and changes nothing else. */
public interface TopLines {

    /**
     * Takes lines out.
     *
     * @param source the mail
     * @param lines what stands at its top, line by line, without white space around; empty lines between them do not count
     * @return the mail without these lines, in the same charset and transfer encoding; empty when that cannot be done: the mail
     *     is signed or encrypted (RFC 1847), or the lines do not stand at the top of one of its texts
     */
    Optional<byte[]> without(byte[] source, List<String> lines);
}
