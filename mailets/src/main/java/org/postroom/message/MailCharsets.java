// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderMalfunctionError;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes of a mail to text, whatever charset they claim to be in.
 *
 * <p>What is tried, in this order: the declared charset, strictly, by the name that mail programs mean ({@code gb2312} is
 * GB18030, {@code iso-8859-1} is windows-1252 and so on, as in the WHATWG Encoding Standard); UTF-8, strictly, also
 * before the Latin charsets, which fit any bytes; a guess by the letters ({@link CharsetGuess}); windows-1252. Text in a
 * multi-byte charset with a few broken bytes keeps its charset, with U+FFFD for what is broken.
 */
public final class MailCharsets {

    /** Windows-1252, with the five bytes that it leaves open as controls. */
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final int LONGEST_NAME = 64;
    private static final String ASCII_SAMPLE = "Az09 <>=?_-";

    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("ascii", "us-ascii"),
            Map.entry("ansi_x3.4-1968", "us-ascii"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-11", "windows-874"),
            Map.entry("tis-620", "windows-874"),
            Map.entry("iso-8859-8-i", "windows-1255"),
            Map.entry("iso-8859-8-e", "windows-1255"),
            Map.entry("gb2312", "gb18030"),
            Map.entry("gb_2312-80", "gb18030"),
            Map.entry("gbk", "gb18030"),
            Map.entry("x-gbk", "gb18030"),
            Map.entry("cp936", "gb18030"),
            Map.entry("936", "gb18030"),
            Map.entry("euc-cn", "gb18030"),
            Map.entry("cn-gb", "gb18030"),
            Map.entry("big5", "big5-hkscs"),
            Map.entry("big-5", "big5-hkscs"),
            Map.entry("cn-big5", "big5-hkscs"),
            Map.entry("x-x-big5", "big5-hkscs"),
            Map.entry("cp950", "big5-hkscs"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601-1989", "x-windows-949"),
            Map.entry("ks_c_5601", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("ks-c-5601-1987", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("cp949", "x-windows-949"),
            Map.entry("uhc", "x-windows-949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("ms_kanji", "windows-31j"),
            Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
            Map.entry("iso-2022-jp-1", "x-windows-iso2022jp"),
            Map.entry("iso-2022-jp-2", "iso-2022-jp-2"),
            Map.entry("utf8", "utf-8"),
            Map.entry("utf_8", "utf-8"),
            Map.entry("utf-8-sig", "utf-8"),
            Map.entry("unicode-1-1-utf-8", "utf-8"),
            Map.entry("utf8mb4", "utf-8"),
            Map.entry("x-mac-cyrillic", "x-maccyrillic"),
            Map.entry("macintosh", "x-macroman"),
            Map.entry("x-mac-roman", "x-macroman"));

    private static final Map<String, Charset> BY_NAME = mailable();

    private MailCharsets() {}

    /**
     * Text and how it was come by.
     *
     * @param text the text; as sent, line ends included
     * @param charset the charset that was used
     * @param guessed true when it is not the declared one
     */
    public record Decoded(String text, Charset charset, boolean guessed) {}

    /**
     * Decodes the bytes of a text.
     *
     * @param bytes the text, transfer encoding removed
     * @param declared the charset's name as the mail says it; may be anything
     * @return the text; never fails
     */
    public static Decoded decode(byte[] bytes, Optional<String> declared) {
        return decode(bytes, declared, CharsetGuess.ANY);
    }

    /**
     * The same for a text whose language may be known.
     *
     * @param bytes the text, transfer encoding removed
     * @param declared the charset's name as the mail says it; may be anything
     * @param guess guesses where that is of no use
     * @return the text; never fails
     */
    public static Decoded decode(byte[] bytes, Optional<String> declared, CharsetGuess guess) {
        Optional<Charset> charset = declared.flatMap(MailCharsets::byName);
        boolean unicode16 = charset.filter(MailCharsets::isWide).isPresent();
        if (unicode16 && looksWide(bytes)) {
            return new Decoded(withoutMark(lenient(bytes, charset.get())), charset.get(), false);
        }
        boolean latin = charset.isEmpty() || unicode16 || fitsAnyBytes(charset.get());
        if (!latin) {
            Optional<String> strict = strictly(bytes, charset.get());
            if (strict.isPresent()) {
                return new Decoded(withoutMark(strict.get()), charset.get(), false);
            }
        }
        Optional<String> utf8 = strictly(bytes, StandardCharsets.UTF_8);
        if (utf8.isPresent() && !hasEscapes(bytes, charset)) {
            boolean plain = isAscii(bytes);
            Charset used = plain && charset.isPresent() && !unicode16 ? charset.get() : StandardCharsets.UTF_8;
            return new Decoded(withoutMark(utf8.get()), used, !plain);
        }
        if (charset.isPresent() && !latin && fewBroken(bytes, charset.get())) {
            return new Decoded(withoutMark(lenient(bytes, charset.get())), charset.get(), false);
        }
        if (charset.isPresent() && charset.get().equals(WINDOWS_1252) && !declaredAscii(declared)) {
            return new Decoded(new String(bytes, WINDOWS_1252), WINDOWS_1252, false);
        }
        if (charset.isPresent() && latin && !unicode16 && !declaredAscii(declared)) {
            return new Decoded(lenient(bytes, charset.get()), charset.get(), false);
        }
        Charset guessed = guess.of(bytes);
        return new Decoded(lenient(bytes, guessed), guessed, true);
    }

    /**
     * Decodes bytes that are UTF-8.
     *
     * @param bytes the bytes
     * @return the text, or empty when they are not
     */
    public static Optional<String> utf8(byte[] bytes) {
        return strictly(bytes, StandardCharsets.UTF_8);
    }

    /**
     * The charset that mail programs mean by a name.
     *
     * @param name a charset's name as found in a mail; may be anything
     * @return the charset; empty when there is none of that name that a mail could be in
     */
    public static Optional<Charset> byName(String name) {
        String key = name.strip().toLowerCase(Locale.ROOT);
        if (key.startsWith("\"") || key.startsWith("'")) {
            key = key.replaceAll("[\"']", "");
        }
        if (key.isEmpty() || key.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        return lookUp(ALIASES.getOrDefault(key, key)).or(() -> windowsByNumber(name));
    }

    /**
     * Decodes bytes that may be no error in a charset.
     *
     * @param bytes the bytes
     * @param charset the charset
     * @return the text, or empty when one byte does not fit
     */
    static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return Optional.of(text.toString());
        } catch (CharacterCodingException | CoderMalfunctionError e) {
            return Optional.empty();
        }
    }

    /**
     * Decodes bytes, with a sign in the place of what is an error.
     *
     * @param bytes the bytes
     * @param charset the charset
     * @return the text; never fails, as decoders that are not the JDK's own do (UTF-7)
     */
    public static String lenient(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException | CoderMalfunctionError e) {
            return new String(bytes, WINDOWS_1252);
        }
    }

    static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Charset> windowsByNumber(String name) {
        String digits = name.replaceAll("[^0-9]", "");
        return digits.matches("125[0-8]|874") ? lookUp("windows-" + digits) : Optional.empty();
    }

    private static Optional<Charset> lookUp(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All that this JDK has and a mail could be in. {@code Charset.forName} takes long to say no, and mails ask often. */
    private static Map<String, Charset> mailable() {
        Map<String, Charset> byName = new HashMap<>();
        for (Charset charset : Charset.availableCharsets().values()) {
            if (isWide(charset) || keepsAscii(charset)) {
                byName.put(charset.name().toLowerCase(Locale.ROOT), charset);
                charset.aliases().forEach(alias -> byName.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
            }
        }
        return Map.copyOf(byName);
    }

    private static boolean keepsAscii(Charset charset) {
        if (charset.name().startsWith("x-JIS") || charset.name().startsWith("JIS_X")) {
            return false;
        }
        byte[] sample = ASCII_SAMPLE.getBytes(StandardCharsets.US_ASCII);
        return new String(sample, charset).equals(ASCII_SAMPLE);
    }

    private static boolean isWide(Charset charset) {
        return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    }

    /** ASCII under the name of UTF-16 would become Chinese without any error. */
    private static boolean looksWide(byte[] bytes) {
        boolean marked = bytes.length > 1
                && (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff
                        || bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe);
        if (marked) {
            return true;
        }
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return strictly(bytes, StandardCharsets.UTF_8).isEmpty();
    }

    private static boolean fitsAnyBytes(Charset charset) {
        String name = charset.name().toLowerCase(Locale.ROOT);
        return name.equals("us-ascii") || name.equals("windows-1252") || name.startsWith("iso-8859-15");
    }

    private static boolean declaredAscii(Optional<String> declared) {
        return declared.flatMap(MailCharsets::byName)
                .filter(StandardCharsets.US_ASCII::equals)
                .isPresent();
    }

    /** ISO-2022 is ASCII with escapes: it passes as UTF-8, and must not. */
    private static boolean hasEscapes(byte[] bytes, Optional<Charset> charset) {
        if (charset.isPresent() && !charset.get().equals(StandardCharsets.US_ASCII)) {
            return false;
        }
        return CharsetGuess.isIso2022Jp(bytes);
    }

    private static boolean fewBroken(byte[] bytes, Charset charset) {
        String text = lenient(bytes, charset);
        long broken = text.chars().filter(c -> c == 0xfffd).count();
        return broken * 50 <= text.length();
    }

    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
