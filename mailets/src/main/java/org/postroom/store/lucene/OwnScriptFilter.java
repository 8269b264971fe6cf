// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Keeps the words that are written in a language's scripts, and numbers; drops others' words and bare punctuation. */
final class OwnScriptFilter extends FilteringTokenFilter {

    private final Set<UnicodeScript> scripts;
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    OwnScriptFilter(TokenStream input, Set<UnicodeScript> scripts) {
        super(input);
        this.scripts = scripts;
    }

    @Override
    protected boolean accept() {
        boolean number = false;
        for (int i = 0; i < term.length(); ) {
            int c = Character.codePointAt(term, i);
            i += Character.charCount(c);
            UnicodeScript script = Scripts.ofLetter(c);
            if (script != UnicodeScript.COMMON) {
                return scripts.contains(script);
            }
            number |= Character.isLetterOrDigit(c);
        }
        return number;
    }
}
