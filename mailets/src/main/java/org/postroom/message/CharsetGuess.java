// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;

/**
 * Guesses the charset of text that does not say it, or says it wrongly. The usual suspects are asked: ISO-2022-JP by its
 * escapes; the East Asian multi-byte charsets by validity and by how many of their characters are common ones; the Cyrillic
 * charsets by how frequent their letters are in Russian and by where capitals stand.
 *
 * <p>Where it is known in which languages people write, the charsets of these are asked first, and others only count when there
 * is little doubt. What remains is the code page whose letters fit the languages best ({@link CodePages}), or windows-1252.
 *
 * <p>Looks at the first 8,192 bytes from the first one above 127 on; time and memory are bounded by that. Immutable.
 */
public final class CharsetGuess {

    private static final int SAMPLE = 8192;
    private static final double COMMON_ENOUGH = 0.10;
    private static final double SURELY_COMMON = 0.25;
    private static final double RUSSIAN_ENOUGH = 0.60;
    private static final double SURELY_RUSSIAN = 0.90;

    private static final String COMMON_SIMPLIFIED =
            "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运您请谢贵订单退款付账户密码登录客服务发票收货";
    private static final String COMMON_TRADITIONAL =
            "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指您請謝貴訂單退款付帳戶密碼登錄客服發票收貨";
    private static final String COMMON_HANGUL =
            "이다는을에의가고하지로사한를니은기도서어해있인자시대나리아그수것보정일들라제부습게전과여주상만면안문요으스원소내오했입합세비때무우구신장국조되러";
    private static final String RUSSIAN_BY_FREQUENCY = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё";

    private static final char[] SIMPLIFIED = sorted(COMMON_SIMPLIFIED);
    private static final char[] TRADITIONAL = sorted(COMMON_TRADITIONAL);
    private static final char[] HANGUL = sorted(COMMON_HANGUL);

    private static final List<Charset> CYRILLIC =
            List.of(Charset.forName("windows-1251"), Charset.forName("KOI8-R"), Charset.forName("IBM866"));
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5");
    private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
    private static final Charset EUC_JP = Charset.forName("EUC-JP");
    private static final Charset EUC_KR = Charset.forName("x-windows-949");
    private static final List<Charset> EAST_ASIAN = List.of(GB18030, BIG5, SHIFT_JIS, EUC_JP, EUC_KR);
    private static final Charset ISO_2022_JP = Charset.forName("x-windows-iso2022jp");

    private static final Map<String, List<Charset>> EAST_ASIAN_OF =
            Map.of("zh", List.of(GB18030, BIG5), "ja", List.of(SHIFT_JIS, EUC_JP), "ko", List.of(EUC_KR));
    private static final Set<String> IN_CYRILLIC = Set.of("ru", "uk", "be", "bg", "sr", "mk", "kk");

    /** For texts in any language. */
    public static final CharsetGuess ANY = new CharsetGuess(Set.of());

    private final List<Charset> eastAsian;
    private final List<Charset> cyrillic;
    private final CodePages codePages;
    private final boolean isHint;

    private CharsetGuess(Set<String> languages) {
        isHint = !languages.isEmpty();
        eastAsian = !isHint
                ? EAST_ASIAN
                : languages.stream()
                        .flatMap(language -> EAST_ASIAN_OF.getOrDefault(language, List.of()).stream())
                        .toList();
        cyrillic = !isHint || languages.stream().anyMatch(IN_CYRILLIC::contains) ? CYRILLIC : List.of();
        codePages = new CodePages(languages);
    }

    /**
     * For texts that are likely in some languages.
     *
     * @param languages codes such as {@code ru} (ISO 639-1), the likeliest first; none for any language
     * @return the guess
     */
    public static CharsetGuess among(Collection<String> languages) {
        return new CharsetGuess(new LinkedHashSet<>(languages));
    }

    /**
     * Guesses.
     *
     * @param bytes text in an unknown charset that is not UTF-8
     * @return the likeliest charset
     */
    Charset of(byte[] bytes) {
        if (isIso2022Jp(bytes)) {
            return ISO_2022_JP;
        }
        byte[] sample = sample(bytes);
        if (sample.length == 0) {
            return MailCharsets.WINDOWS_1252;
        }
        return likely(sample, eastAsian, cyrillic, COMMON_ENOUGH, RUSSIAN_ENOUGH)
                .or(() -> eastAsian.contains(GB18030) ? rareHanzi(sample) : Optional.empty())
                .or(() -> highBytesStandTogether(sample) ? codePages.sure(sample) : Optional.empty())
                .or(() ->
                        isHint ? likely(sample, EAST_ASIAN, CYRILLIC, SURELY_COMMON, SURELY_RUSSIAN) : Optional.empty())
                .orElseGet(() -> codePages.best(sample));
    }

    private static Optional<Charset> likely(
            byte[] sample, List<Charset> eastAsian, List<Charset> cyrillic, double commonEnough, double russianEnough) {
        Optional<Scored> asian = best(sample, eastAsian, CharsetGuess::eastAsianScore);
        Optional<Scored> slavic = highBytesStandTogether(sample)
                ? best(sample, cyrillic, (bytesOf, charset) -> russianScore(new String(bytesOf, charset)))
                : Optional.empty();
        double common = asian.map(Scored::score).orElse(0.0);
        double russian = slavic.map(Scored::score).orElse(0.0);
        if (common >= SURELY_COMMON || common >= commonEnough && russian < SURELY_RUSSIAN) {
            return asian.map(Scored::charset);
        }
        return russian >= russianEnough ? slavic.map(Scored::charset) : Optional.empty();
    }

    private record Scored(Charset charset, double score) {}

    private static Optional<Scored> best(
            byte[] sample, List<Charset> candidates, ToDoubleBiFunction<byte[], Charset> score) {
        return candidates.stream()
                .map(candidate -> new Scored(candidate, score.applyAsDouble(sample, candidate)))
                .max(Comparator.comparingDouble(Scored::score));
    }

    /** Whether the bytes switch to a Japanese character set by escape (RFC 1468). */
    static boolean isIso2022Jp(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == 0x1b && bytes[i + 1] == '$' && (bytes[i + 2] == 'B' || bytes[i + 2] == '@')) {
                return true;
            }
        }
        return false;
    }

    private static byte[] sample(byte[] bytes) {
        int first = 0;
        while (first < bytes.length && bytes[first] >= 0) {
            first++;
        }
        return Arrays.copyOfRange(bytes, first, Math.min(bytes.length, first + SAMPLE));
    }

    /** The share of characters outside ASCII that are common in the languages written in that charset; 0 when invalid. */
    private static double eastAsianScore(byte[] sample, Charset charset) {
        String text = lenientAtEnd(sample, charset).orElse("");
        int all = 0;
        int common = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 || c >= 0x3000 && c <= 0x303f || c >= 0xff00 && c <= 0xff20) {
                continue;
            }
            all++;
            if (isCommon(c, charset)) {
                common++;
            }
        }
        return all == 0 ? 0 : (double) common / all;
    }

    private static boolean isCommon(char c, Charset charset) {
        if (charset.equals(SHIFT_JIS) || charset.equals(EUC_JP)) {
            return c >= 0x3041 && c <= 0x30fe;
        }
        if (charset.equals(EUC_KR)) {
            return Arrays.binarySearch(HANGUL, c) >= 0;
        }
        return Arrays.binarySearch(charset.equals(BIG5) ? TRADITIONAL : SIMPLIFIED, c) >= 0;
    }

    /** Decodes strictly, but forgives a character that the end of the sample cut. */
    private static Optional<String> lenientAtEnd(byte[] sample, Charset charset) {
        CharBuffer out = CharBuffer.allocate(sample.length + 1);
        var result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(sample), out, false);
        return result.isError() ? Optional.empty() : Optional.of(out.flip().toString());
    }

    /** In Cyrillic text whole words are above 127; in Western text single letters are. */
    private static boolean highBytesStandTogether(byte[] sample) {
        int high = 0;
        int together = 0;
        for (int i = 0; i < sample.length; i++) {
            if (sample[i] < 0) {
                high++;
                boolean before = i > 0 && sample[i - 1] < 0;
                boolean after = i + 1 < sample.length && sample[i + 1] < 0;
                together += before || after ? 1 : 0;
            }
        }
        return high > 1 && together * 3 >= high * 2;
    }

    /** High for frequent letters in the usual case that alternate between vowels and consonants, as Russian does. */
    private static double russianScore(String text) {
        double letters = 0;
        int all = 0;
        int pairs = 0;
        int alternating = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = Character.toLowerCase(text.charAt(i));
            if (c < 0x80 || c == 0xa0) {
                continue;
            }
            all++;
            letters += letterScore(text, i);
            char before = i > 0 ? Character.toLowerCase(text.charAt(i - 1)) : ' ';
            if (isRussian(c) && isRussian(before) && c != 'ь' && before != 'ь') {
                pairs++;
                alternating += isVowel(c) == isVowel(before) ? 0 : 1;
            }
        }
        return all == 0 ? 0 : letters / all + 0.5 * alternating / Math.max(1, pairs);
    }

    private static double letterScore(String text, int index) {
        char c = text.charAt(index);
        int rank = RUSSIAN_BY_FREQUENCY.indexOf(Character.toLowerCase(c));
        if (rank < 0) {
            return isPunctuation(c) ? 0.5 : -0.5;
        }
        double letter = 1.0 - rank / 40.0;
        if (!Character.isUpperCase(c)) {
            return letter;
        }
        boolean odd = index > 0 && Character.isLowerCase(text.charAt(index - 1));
        return odd ? -0.5 : letter * 0.92;
    }

    private static boolean isRussian(char c) {
        return RUSSIAN_BY_FREQUENCY.indexOf(c) >= 0;
    }

    private static boolean isVowel(char c) {
        return "аеёиоуыэюя".indexOf(c) >= 0;
    }

    private static boolean isPunctuation(char c) {
        return "«»№—–“”„…’".indexOf(c) >= 0;
    }

    /** A short Chinese text need not have one common character: valid GB 2312 level 1 only is Chinese enough. */
    private static Optional<Charset> rareHanzi(byte[] sample) {
        int pairs = 0;
        int i = 0;
        while (i < sample.length) {
            if (sample[i] >= 0) {
                i++;
                continue;
            }
            int lead = sample[i] & 0xff;
            int trail = i + 1 < sample.length ? sample[i + 1] & 0xff : 0;
            boolean levelOne = lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1;
            boolean sign = lead >= 0xa1 && lead <= 0xa3 && trail >= 0xa1;
            if (!levelOne && !sign) {
                return Optional.empty();
            }
            pairs += levelOne ? 1 : 0;
            i += 2;
        }
        return pairs >= 2 ? Optional.of(GB18030) : Optional.empty();
    }

    private static char[] sorted(String characters) {
        char[] all = characters.toCharArray();
        Arrays.sort(all);
        return all;
    }
}
