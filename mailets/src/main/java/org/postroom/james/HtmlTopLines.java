// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.postroom.message.TopLines;

/** Takes lines out of the top of an HTML text, with the elements that become empty. */
final class HtmlTopLines {

    private static final Set<String> SILENT = Set.of("head", "title", "style", "script", "template");

    private HtmlTopLines() {}

    static Optional<String> without(String html, Charset charset, List<String> lines) {
        Document document = Jsoup.parse(html);
        document.outputSettings()
                .prettyPrint(false)
                .escapeMode(Entities.EscapeMode.base)
                .charset(charset);
        Top top = new Top(lines);
        document.body().traverse(top);
        top.endOfLine(Optional.empty());
        if (top.found < lines.size()) {
            return Optional.empty();
        }
        top.doomed.forEach(node -> remove(node, document.body()));
        return Optional.of(document.outerHtml());
    }

    /** Removes a node, and each element around it that shows nothing any more. */
    private static void remove(Node node, Element body) {
        Node parent = node.parent();
        if (parent == null) {
            return;
        }
        node.remove();
        if (parent instanceof Element element && element != body && showsNothing(element)) {
            remove(element, body);
        }
    }

    private static boolean showsNothing(Element element) {
        return element.text().replace('\u00a0', ' ').isBlank()
                && element.select("img, hr, table, input, object, video, audio").isEmpty();
    }

    /** Looks at one line after the other until one is none of those that are looked for. */
    private static final class Top implements NodeVisitor {

        private final List<String> lines;
        private final List<Node> doomed = new ArrayList<>();
        private final List<TextNode> line = new ArrayList<>();
        private int found;
        private boolean over;
        private int silent;

        Top(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void head(Node node, int depth) {
            if (over) {
                return;
            }
            if (node instanceof TextNode text && silent == 0) {
                line.add(text);
            } else if (node instanceof Element element) {
                if (SILENT.contains(element.normalName())) {
                    silent++;
                } else if (element.normalName().equals("br")) {
                    endOfLine(Optional.of(element));
                } else if (element.isBlock()) {
                    endOfLine(Optional.empty());
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                if (SILENT.contains(element.normalName())) {
                    silent--;
                } else if (element.isBlock()) {
                    endOfLine(Optional.empty());
                }
            }
        }

        private void endOfLine(Optional<Element> lineBreak) {
            if (over || found == lines.size()) {
                over = true;
                return;
            }
            StringBuilder text = new StringBuilder();
            line.forEach(node -> text.append(node.getWholeText()));
            String shown = TopLines.plain(text.toString());
            if (shown.isEmpty()) {
                lineBreak.filter(end -> found > 0).ifPresent(doomed::add);
            } else if (shown.equals(TopLines.plain(lines.get(found)))) {
                doomed.addAll(line);
                lineBreak.ifPresent(doomed::add);
                found++;
            } else {
                over = true;
            }
            line.clear();
        }
    }
}
