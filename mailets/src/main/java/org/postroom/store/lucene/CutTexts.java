// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * The words of texts that were cut some seconds ago: a mail is cut for the rules that look at it and again for the index, and
 * cutting costs more than anything else does with either. Thread-safe.
 */
public final class CutTexts {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final long MOST_LETTERS = 1_000_000;

    private final Cache<Key, Words> texts = Caffeine.newBuilder()
            .maximumWeight(MOST_LETTERS)
            .weigher((Key key, Words words) -> key.text().length())
            .expireAfterWrite(REMEMBERED)
            .build();

    /** Remembers nothing yet. */
    public CutTexts() {
        // Nothing to be set.
    }

    private record Key(String how, String text) {}

    /** The words of a text, which is cut unless it was. */
    TokenStream cut(Analyzer analyzer, String field, String text) {
        return new Again(texts.get(key(field, text), missing -> Words.of(analyzer, field, text)));
    }

    /** The words of a text that was cut; empty when it was not, or is forgotten. */
    Optional<TokenStream> ifCut(String field, String text) {
        return Optional.ofNullable(texts.getIfPresent(key(field, text))).map(Again::new);
    }

    private static Key key(String field, String text) {
        return new Key(Analyses.howOf(field), text);
    }

    /** Words one behind the other, with where they end and what an index wants to know of them. */
    private static final class Words {
        private char[] letters = new char[1024];
        private int[] numbers = new int[1024];
        private int lettersUsed;
        private int numbersUsed;

        static Words of(Analyzer analyzer, String field, String text) {
            Words words = new Words();
            try (TokenStream stream = analyzer.tokenStream(field, text)) {
                CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
                OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
                PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
                stream.reset();
                while (stream.incrementToken()) {
                    words.add(term, offset, increment);
                }
                stream.end();
                term.setEmpty();
                words.add(term, offset, increment);
            } catch (IOException e) {
                throw new UncheckedIOException("reading from memory", e);
            }
            words.letters = Arrays.copyOf(words.letters, words.lettersUsed);
            words.numbers = Arrays.copyOf(words.numbers, words.numbersUsed);
            return words;
        }

        private void add(CharTermAttribute term, OffsetAttribute offset, PositionIncrementAttribute increment) {
            if (lettersUsed + term.length() > letters.length) {
                letters = Arrays.copyOf(letters, 2 * letters.length + term.length());
            }
            System.arraycopy(term.buffer(), 0, letters, lettersUsed, term.length());
            lettersUsed += term.length();
            if (numbersUsed == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * numbers.length);
            }
            numbers[numbersUsed++] = lettersUsed;
            numbers[numbersUsed++] = offset.startOffset();
            numbers[numbersUsed++] = offset.endOffset();
            numbers[numbersUsed++] = increment.getPositionIncrement();
        }
    }

    /** Words once more. The last quadruple of numbers is the end of the text. */
    private static final class Again extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
        private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
        private final Words words;
        private int next;
        private int begin;

        Again(Words words) {
            this.words = words;
        }

        @Override
        public void reset() {
            next = 0;
            begin = 0;
        }

        @Override
        public boolean incrementToken() {
            if (next + 4 >= words.numbersUsed) {
                return false;
            }
            clearAttributes();
            int end = words.numbers[next];
            term.copyBuffer(words.letters, begin, end - begin);
            begin = end;
            where();
            next += 4;
            return true;
        }

        @Override
        public void end() throws IOException {
            super.end();
            next = words.numbersUsed - 4;
            where();
        }

        private void where() {
            offset.setOffset(words.numbers[next + 1], words.numbers[next + 2]);
            increment.setPositionIncrement(words.numbers[next + 3]);
        }
    }
}
