// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.SafeMustacheFactory;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.Set;
import org.postroom.desk.Template;

/** A template that is ready to be filled in. Safe for many threads. */
final class Wording {

    private final Mustache subject;
    private final Mustache text;
    private final Mustache html;

    /**
     * Prepares a template.
     *
     * @param template the template
     * @throws IllegalArgumentException when it is none
     */
    Wording(Template template) {
        try {
            DefaultMustacheFactory plain = new PlainText();
            subject = plain.compile(new StringReader(template.subject()), "subject");
            text = plain.compile(new StringReader(template.text()), "text");
            html = new SafeMustacheFactory(Set.of(), ".").compile(new StringReader(template.html()), "html");
        } catch (MustacheException e) {
            throw new IllegalArgumentException("the template is no Mustache: " + e.getMessage(), e);
        }
    }

    /** The same factory for parts that are no HTML: nothing is escaped. */
    private static final class PlainText extends SafeMustacheFactory {

        PlainText() {
            super(Set.of(), ".");
        }

        @Override
        public void encode(String value, Writer writer) {
            try {
                writer.write(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The three parts, filled in. Values are strings, or {@code true}; what is not there is left out. */
    Template fill(Map<String, Object> values) {
        return new Template(
                filled(subject, values).replaceAll("\\s+", " ").strip(), filled(text, values), filled(html, values));
    }

    private static String filled(Mustache template, Map<String, Object> values) {
        StringWriter out = new StringWriter();
        template.execute(out, values);
        return out.toString();
    }
}
