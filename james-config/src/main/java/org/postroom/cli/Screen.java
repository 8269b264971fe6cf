// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes to the terminal: tables whose columns fit, in any script, and nothing that could command the terminal. */
final class Screen {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PrintWriter out;

    Screen(PrintWriter out) {
        this.out = out;
    }

    void json(JsonNode node) {
        try {
            out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
        out.flush();
    }

    /** JSON in one line, as programs read it that take one object after the other. */
    void jsonLine(JsonNode node) {
        out.println(node);
        out.flush();
    }

    void line(String text) {
        out.println(clean(text));
        out.flush();
    }

    /** A table; the first row is its head. */
    void table(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        List<List<String>> cleaned = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> cells = row.stream().map(Screen::clean).toList();
            cleaned.add(cells);
            for (int i = 0; i < cells.size(); i++) {
                widths[i] = Math.max(widths[i], width(cells.get(i)));
            }
        }
        for (List<String> row : cleaned) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i));
                if (i < row.size() - 1) {
                    line.append(" ".repeat(widths[i] - width(row.get(i)) + 2));
                }
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }

    /** The first so many columns of a text. */
    static String cut(String text, int columns) {
        String clean = clean(text);
        if (width(clean) <= columns) {
            return clean;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int codePoint : clean.codePoints().toArray()) {
            used += width(codePoint);
            if (used > columns - 1) {
                break;
            }
            cut.appendCodePoint(codePoint);
        }
        return cut + "…";
    }

    /** Without control characters and overrides of direction: a subject must not command the terminal. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == '\t' || !Character.isISOControl(c))
                .filter(c -> !(c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069))
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static int width(String text) {
        return Arrays.stream(text.codePoints().toArray()).map(Screen::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = codePoint >= 0x1100 && codePoint <= 0x115f
                || codePoint >= 0x2e80 && codePoint <= 0xa4cf
                || codePoint >= 0xac00 && codePoint <= 0xd7a3
                || codePoint >= 0xf900 && codePoint <= 0xfaff
                || codePoint >= 0xfe30 && codePoint <= 0xfe6f
                || codePoint >= 0xff00 && codePoint <= 0xff60
                || codePoint >= 0xffe0 && codePoint <= 0xffe6
                || codePoint >= 0x1f300 && codePoint <= 0x1faff
                || codePoint >= 0x20000 && codePoint <= 0x3fffd;
        return wide ? 2 : 1;
    }
}
