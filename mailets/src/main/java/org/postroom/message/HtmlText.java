// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * HTML to text that a person can read and a search can find: paragraphs, lists, tables as lines, links as
 * {@code text <url>}, quotations with {@code >} in front, pictures as their description. Scripts, styles and what is
 * hidden from the reader are left out.
 *
 * <p>Looks at the first million characters; walks without recursion. Nothing is loaded from anywhere.
 */
public final class HtmlText {

    /** How many characters of HTML are read. */
    public static final int LONGEST_INPUT = 1_000_000;

    private static final int LONGEST_URL = 500;
    private static final Pattern NO_BORDER = Pattern.compile("(?i)border(?:-left)?\\s{0,3}:\\s{0,3}(?:none|0)");
    private static final Set<String> SILENT = Set.of(
            "script",
            "style",
            "head",
            "title",
            "template",
            "noscript",
            "object",
            "embed",
            "iframe",
            "svg",
            "select",
            "textarea",
            "audio",
            "video",
            "canvas",
            "math");
    private static final Set<String> PARAGRAPHS = Set.of(
            "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "form", "hr");
    private static final Set<String> LINES = Set.of(
            "div",
            "li",
            "tr",
            "dt",
            "dd",
            "section",
            "article",
            "header",
            "footer",
            "address",
            "fieldset",
            "center",
            "figure",
            "figcaption",
            "main",
            "nav",
            "aside",
            "caption",
            "body");

    private HtmlText() {}

    /**
     * Converts.
     *
     * @param html any HTML, however broken
     * @return its text; lines end in {@code \n}; never fails
     */
    public static String of(String html) {
        String input = html.length() > LONGEST_INPUT ? html.substring(0, LONGEST_INPUT) : html;
        Lines lines = new Lines();
        NodeTraversor.filter(new Reader(lines), Jsoup.parse(input).body());
        return lines.toString();
    }

    private static final class Reader implements NodeFilter {

        private final Lines lines;

        Reader(Lines lines) {
            this.lines = lines;
        }

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode text) {
                lines.text(text.getWholeText());
                return FilterResult.CONTINUE;
            }
            if (!(node instanceof Element element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            String tag = element.normalName();
            if (SILENT.contains(tag) || isHidden(element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            open(tag, element);
            return FilterResult.CONTINUE;
        }

        private void open(String tag, Element element) {
            if (PARAGRAPHS.contains(tag)) {
                lines.paragraph();
            } else if (LINES.contains(tag)) {
                lines.line();
            }
            switch (tag) {
                case "br" -> lines.lineBreak();
                case "hr" -> lines.text("---");
                case "blockquote" -> lines.quote(isIndent(element) ? 0 : 1);
                case "pre" -> lines.preformatted(1);
                case "li" -> lines.text("- ");
                case "td", "th" -> lines.cell();
                case "img" -> lines.text(element.attr("alt").isBlank() ? "" : "[" + element.attr("alt") + "]");
                default -> {
                    // Everything else shows nothing of its own.
                }
            }
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                String tag = element.normalName();
                if (tag.equals("a")) {
                    link(element);
                } else if (tag.equals("blockquote")) {
                    lines.paragraph();
                    lines.quote(isIndent(element) ? 0 : -1);
                } else if (tag.equals("pre")) {
                    lines.preformatted(-1);
                }
                if (PARAGRAPHS.contains(tag)) {
                    lines.paragraph();
                } else if (LINES.contains(tag)) {
                    lines.line();
                }
            }
            return FilterResult.CONTINUE;
        }

        private void link(Element element) {
            String url = element.attr("href").strip();
            String lower = url.toLowerCase(Locale.ROOT);
            boolean worthShowing = lower.startsWith("http://")
                    || lower.startsWith("https://")
                    || lower.startsWith("mailto:")
                    || lower.startsWith("tel:")
                    || lower.startsWith("ftp://");
            String bare = lower.replaceFirst("^(?:https?://|mailto:|tel:)", "").replaceFirst("/$", "");
            if (worthShowing && url.length() <= LONGEST_URL && !bare.isEmpty() && !lines.endsWith(bare)) {
                lines.word("<" + url + ">");
            }
        }

        /** Editors indent with a quotation that says it has no border; nobody is quoted there. */
        private static boolean isIndent(Element element) {
            String style = element.attr("style");
            boolean program =
                    element.attr("type").equals("cite") || element.attr("class").contains("quote");
            return !program
                    && style.length() < LONGEST_URL
                    && NO_BORDER.matcher(style).find();
        }

        private static boolean isHidden(Element element) {
            if (element.hasAttr("hidden")) {
                return true;
            }
            String style = element.attr("style");
            if (style.isEmpty()) {
                return false;
            }
            String compact = style.substring(0, Math.min(style.length(), 2000))
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\s", "");
            return compact.contains("display:none")
                    || compact.contains("visibility:hidden")
                    || compact.contains("mso-hide:all")
                    || compact.matches("(?s).*font-size:0(?:px|pt|em|%)?(?:;.*|!.*|$)");
        }
    }

    /** The text as it grows, line by line, with white space as HTML treats it. */
    private static final class Lines {

        private static final int DEEPEST_QUOTE = 10;

        private final StringBuilder out = new StringBuilder();
        private final StringBuilder line = new StringBuilder();
        private int quotes;
        private int lastPrefix;
        private int preformatted;
        private boolean space;
        private boolean paragraphDue;

        void text(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\n' && preformatted > 0) {
                    lineBreak();
                } else if (preformatted > 0 || !isSpace(c)) {
                    append(c);
                } else {
                    space = !line.isEmpty();
                }
            }
            if (text.equals("- ")) {
                space = true;
            }
        }

        private void append(char c) {
            if (c == '\u200b' || c == '\ufeff' || c == '\u00ad' || c == '\u034f') {
                return;
            }
            if (space) {
                line.append(' ');
                space = false;
            }
            line.append(c == '\u00a0' ? ' ' : c);
        }

        void word(String word) {
            space = !line.isEmpty();
            word.chars().forEach(c -> append((char) c));
        }

        void cell() {
            if (!line.isEmpty()) {
                line.append('\t');
                space = false;
            }
        }

        void line() {
            if (!line.toString().isBlank()) {
                flush();
            }
            line.setLength(0);
            space = false;
        }

        void lineBreak() {
            flush();
        }

        void paragraph() {
            line();
            paragraphDue = !out.isEmpty();
        }

        void quote(int change) {
            line();
            quotes += change;
        }

        void preformatted(int change) {
            preformatted += change;
        }

        boolean endsWith(String bare) {
            int length = bare.length();
            return line.length() >= length
                    && line.substring(line.length() - length)
                            .toLowerCase(Locale.ROOT)
                            .equals(bare);
        }

        private void flush() {
            String prefix = ">".repeat(Math.min(quotes, DEEPEST_QUOTE));
            if (paragraphDue) {
                out.append(prefix, 0, Math.min(prefix.length(), lastPrefix)).append('\n');
                paragraphDue = false;
            }
            lastPrefix = prefix.length();
            String content = line.toString().stripTrailing();
            out.append(prefix)
                    .append(prefix.isEmpty() || content.isEmpty() ? "" : " ")
                    .append(content)
                    .append('\n');
            line.setLength(0);
            space = false;
        }

        private static boolean isSpace(char c) {
            return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
        }

        @Override
        public String toString() {
            line();
            return out.toString().replaceAll("\n{4,}", "\n\n\n").strip();
        }
    }
}
