// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.Reader;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * Words as they are written, without case, and Latin ones without accents; each Chinese character is a word, so that a
 * phrase finds them however a dictionary divides the sentence. Cyrillic letters keep their marks: й is not и.
 */
final class ExactAnalyzer extends Analyzer {

    @Override
    protected Reader initReader(String field, Reader reader) {
        return new PlainReader(reader);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new StandardTokenizer();
        TokenStream plain = new ASCIIFoldingFilter(new LowerCaseFilter(new CJKWidthFilter(words)));
        return new TokenStreamComponents(words, plain);
    }
}
