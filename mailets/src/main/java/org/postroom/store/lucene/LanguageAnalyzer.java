// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.Reader;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.el.GreekLowerCaseFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fi.FinnishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.ja.JapaneseBaseFormFilter;
import org.apache.lucene.analysis.ja.JapaneseKatakanaStemFilter;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.LithuanianStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/**
 * Cuts the text of one language into words and takes their endings off. Stop words stay, so that phrases are found. The
 * dictionaries of Chinese, Japanese and Korean are read by the first text that needs them.
 */
final class LanguageAnalyzer extends Analyzer {

    private static final Set<String> SUPPORTED = Set.of(
            "en", "de", "ru", "zh", "ja", "ko", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "nn", "fi", "hu",
            "ro", "bg", "cs", "el", "tr", "lt", "lv", "et");

    private static final int LONGEST = 100;

    private final String tag;

    LanguageAnalyzer(String tag) {
        this.tag = tag;
    }

    static boolean supports(String tag) {
        return SUPPORTED.contains(tag);
    }

    @Override
    protected Reader initReader(String field, Reader reader) {
        return new PlainReader(reader);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = tokenizer();
        TokenStream bounded = new LengthFilter(new CJKWidthFilter(words), 1, LONGEST);
        TokenStream own = new OwnScriptFilter(bounded, Scripts.ofLanguage(tag));
        return new TokenStreamComponents(words, stem(lowerCase(own)));
    }

    private Tokenizer tokenizer() {
        return switch (tag) {
            case "zh" -> new HMMChineseTokenizer();
            case "ja" -> new JapaneseTokenizer(null, true, true, JapaneseTokenizer.Mode.SEARCH);
            case "ko" -> new KoreanTokenizer();
            default -> new StandardTokenizer();
        };
    }

    private TokenStream lowerCase(TokenStream words) {
        return switch (tag) {
            case "el" -> new GreekLowerCaseFilter(words);
            case "tr" -> new TurkishLowerCaseFilter(words);
            default -> new LowerCaseFilter(words);
        };
    }

    private TokenStream stem(TokenStream words) {
        return switch (tag) {
            case "en" -> new SnowballFilter(new EnglishPossessiveFilter(words), new EnglishStemmer());
            case "de" -> new GermanLightStemFilter(new GermanNormalizationFilter(words));
            case "ru" -> new SnowballFilter(words, new RussianStemmer());
            case "ja" -> new JapaneseKatakanaStemFilter(new JapaneseBaseFormFilter(words));
            case "ko" -> new KoreanPartOfSpeechStopFilter(words);
            case "fr" -> new FrenchLightStemFilter(new ElisionFilter(words, FrenchAnalyzer.DEFAULT_ARTICLES));
            case "es" -> new SpanishLightStemFilter(words);
            case "it" -> new ItalianLightStemFilter(new ElisionFilter(words, FrenchAnalyzer.DEFAULT_ARTICLES));
            case "pt" -> new PortugueseLightStemFilter(words);
            case "nl" -> new SnowballFilter(words, new DutchStemmer());
            case "sv" -> new SwedishLightStemFilter(words);
            case "da" -> new SnowballFilter(words, new DanishStemmer());
            case "no", "nb", "nn" -> new NorwegianLightStemFilter(words);
            case "fi" -> new FinnishLightStemFilter(words);
            case "hu" -> new HungarianLightStemFilter(words);
            case "ro" -> new SnowballFilter(words, new RomanianStemmer());
            case "bg" -> new BulgarianStemFilter(words);
            case "cs" -> new CzechStemFilter(words);
            case "el" -> new GreekStemFilter(words);
            case "tr" -> new SnowballFilter(words, new TurkishStemmer());
            case "lt" -> new SnowballFilter(words, new LithuanianStemmer());
            case "lv" -> new LatvianStemFilter(words);
            case "et" -> new SnowballFilter(words, new EstonianStemmer());
            default -> words;
        };
    }
}
