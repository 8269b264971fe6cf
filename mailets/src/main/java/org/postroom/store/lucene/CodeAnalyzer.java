// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.util.CharTokenizer;

/** Finds what is written as one although it has punctuation inside: {@code INV-2291}, {@code 55-17}, {@code user@host}. */
final class CodeAnalyzer extends Analyzer {

    private static final int LONGEST = 80;
    private static final Set<UnicodeScript> WITHOUT_SPACES = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI);

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer tokens = new CharTokenizer() {
            @Override
            protected boolean isTokenChar(int c) {
                return isInside(c) || Character.isLetterOrDigit(c) && !WITHOUT_SPACES.contains(Scripts.ofLetter(c));
            }
        };
        return new TokenStreamComponents(
                tokens, new LowerCaseFilter(new CJKWidthFilter(new OnlyCodes(new WithoutEdges(tokens)))));
    }

    private static boolean isInside(int c) {
        return c < 0x80 && "-_.@/+#&'".indexOf(c) >= 0;
    }

    /** Takes punctuation off both ends. */
    private static final class WithoutEdges extends org.apache.lucene.analysis.TokenFilter {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);

        WithoutEdges(TokenStream input) {
            super(input);
        }

        @Override
        public boolean incrementToken() throws java.io.IOException {
            if (!input.incrementToken()) {
                return false;
            }
            int from = 0;
            int to = term.length();
            while (from < to && isInside(term.charAt(from))) {
                from++;
            }
            while (to > from && isInside(term.charAt(to - 1))) {
                to--;
            }
            if (to - from < term.length()) {
                int start = offset.startOffset();
                term.copyBuffer(term.buffer(), from, to - from);
                offset.setOffset(start + from, start + to);
            }
            return true;
        }
    }

    /** Keeps what has punctuation inside. */
    private static final class OnlyCodes extends FilteringTokenFilter {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

        OnlyCodes(TokenStream input) {
            super(input);
        }

        @Override
        protected boolean accept() {
            return term.length() <= LONGEST && term.chars().anyMatch(CodeAnalyzer::isInside);
        }
    }
}
