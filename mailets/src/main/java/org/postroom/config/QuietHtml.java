// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Looks into the HTML of a template for what would run, load or send something when a customer opens the mail: that customer
 * would be watched, and mail filters take such mail for an attack.
 */
final class QuietHtml {

    /** What is allowed, to be put behind "expected". */
    static final String EXPECTED =
            "text, tables, links, and pictures that are part of the mail, such as <img src=\"data:image/png;base64,...\">";

    private static final Set<String> REFUSED = Set.of(
            "script",
            "iframe",
            "frame",
            "frameset",
            "object",
            "embed",
            "applet",
            "link",
            "base",
            "meta",
            "form",
            "input",
            "button",
            "video",
            "audio",
            "source",
            "track",
            "svg",
            "math");
    private static final Set<String> LOADING = Set.of(
            "src", "srcset", "background", "poster", "data", "action", "formaction", "xlink:href", "lowsrc", "dynsrc");
    private static final Pattern LOADING_STYLE =
            Pattern.compile("url\\s*\\(|@import|expression\\s*\\(|image-set", Pattern.CASE_INSENSITIVE);
    private static final Pattern INLINE = Pattern.compile("(?:data:image/|cid:).*", Pattern.DOTALL);
    private static final Pattern SCRIPT = Pattern.compile("(?:javascript|vbscript|data):.*", Pattern.DOTALL);

    private QuietHtml() {}

    /**
     * Something that is not allowed.
     *
     * @param line its line in the HTML, from 1
     * @param what the tag, or the attribute with its tag
     */
    record Found(int line, String what) {}

    static List<Found> in(String html) {
        List<Found> found = new ArrayList<>();
        Parser parser = Parser.htmlParser().setTrackPosition(true);
        for (Element element : Jsoup.parse(html, "", parser).getAllElements()) {
            int line = Math.max(1, element.sourceRange().start().lineNumber());
            String tag = element.normalName();
            if (REFUSED.contains(tag)) {
                found.add(new Found(line, "<" + tag + ">"));
            } else if (tag.equals("style")
                    && LOADING_STYLE.matcher(element.data()).find()) {
                found.add(new Found(line, "<style> that loads something"));
            }
            for (Attribute attribute : element.attributes()) {
                if (isRefused(attribute)) {
                    found.add(new Found(line, attribute.getKey() + " of <" + tag + ">"));
                }
            }
        }
        return found;
    }

    private static boolean isRefused(Attribute attribute) {
        String name = attribute.getKey().toLowerCase(Locale.ROOT);
        // Programs skip white space and controls within the name of a scheme.
        String value = attribute.getValue().replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(Locale.ROOT);
        if (name.startsWith("on")) {
            return true;
        }
        if (name.equals("style")) {
            return LOADING_STYLE.matcher(attribute.getValue()).find();
        }
        return LOADING.contains(name)
                ? !INLINE.matcher(value).matches()
                : name.equals("href") && SCRIPT.matcher(value).matches();
    }
}
