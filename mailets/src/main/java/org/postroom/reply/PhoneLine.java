// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.regex.Pattern;

/** The line that programs on phones put below each mail, without the mark of a signature: nobody wrote it. */
final class PhoneLine {

    private static final Pattern PHONE = Pattern.compile(
            "(?:sent (?:from|with|via)|get outlook for|gesendet (?:von|mit)|von meinem|diese nachricht wurde von|отправлено (?:с|из)"
                    + "|发自|来自)\\P{Cntrl}{1,80}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private PhoneLine() {}

    static boolean is(String text) {
        return PHONE.matcher(text.strip()).matches();
    }
}
