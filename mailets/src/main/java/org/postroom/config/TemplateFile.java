// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import com.github.mustachejava.MustacheException;
import com.github.mustachejava.SafeMustacheFactory;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.desk.Template;

/**
 * Reads a template: three parts, each behind a line of its own that says {@code --- subject}, {@code --- text} or
 * {@code --- html}. What stands before the first one is a comment.
 */
final class TemplateFile {

    /** What can be filled in. */
    static final List<String> NAMES = List.of(
            "number", "subject", "desk", "deskAddress", "requesterName", "expectedBy", "otherWays", "outOfHours");

    private static final List<String> PARTS = List.of("subject", "text", "html");
    private static final Pattern TAG = Pattern.compile("\\{\\{\\s*([{&>=!#^/]?)\\s*([^}]*?)\\s*}}}?");

    private static final Pattern FORBIDDEN = Pattern.compile("\\{\\{\\s*[{&>=][^}]*}}}?");

    private final Path file;
    private final Errors errors;
    private int htmlBegins;

    TemplateFile(Path file, Errors errors) {
        this.file = file;
        this.errors = errors;
    }

    Optional<Template> read() {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            errors.add(0, "", "is not written in UTF-8");
        } catch (IOException e) {
            errors.add(0, "", "cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<Template> parse(String source) {
        Map<String, StringBuilder> parts = new LinkedHashMap<>();
        Optional<StringBuilder> current = Optional.empty();
        int number = 0;
        for (String line : source.split("\\R", -1)) {
            number++;
            if (line.startsWith("---")) {
                current = Optional.of(begin(line.substring(3).strip(), number, parts));
            } else if (current.isPresent()) {
                checkTags(line, number);
                current.get().append(line).append('\n');
            }
        }
        for (String part : PARTS) {
            if (!parts.containsKey(part)) {
                errors.add(0, "", "has no part behind a line \"--- " + part + "\"");
            }
        }
        parts.forEach((part, text) -> checkSyntax(part, text.toString()));
        checkHtml(String.valueOf(parts.getOrDefault("html", new StringBuilder())));
        return errors.all().isEmpty() ? Optional.of(template(parts)) : Optional.empty();
    }

    private StringBuilder begin(String part, int number, Map<String, StringBuilder> parts) {
        if (!PARTS.contains(part)) {
            errors.add(
                    number,
                    "",
                    "\"--- " + part + "\" begins no part" + Nearest.hint(part, PARTS) + "; parts: "
                            + String.join(", ", PARTS));
            return new StringBuilder();
        }
        if (parts.containsKey(part)) {
            errors.add(number, "", "\"--- " + part + "\" stands twice");
        }
        if (part.equals("html")) {
            htmlBegins = number;
        }
        return parts.computeIfAbsent(part, name -> new StringBuilder());
    }

    private void checkTags(String line, int number) {
        Matcher matcher = TAG.matcher(line);
        while (matcher.find()) {
            String sign = matcher.group(1);
            String name = matcher.group(2);
            if (sign.equals("!")) {
                continue;
            }
            if (!sign.isEmpty() && "{&>=".contains(sign)) {
                errors.add(
                        number,
                        "",
                        "\"" + matcher.group() + "\" is not allowed; values are always escaped, and "
                                + "templates include no others: write {{" + name + "}}");
            } else if (!NAMES.contains(name)) {
                errors.add(
                        number,
                        "",
                        "\"" + name + "\" is unknown" + Nearest.hint(name, NAMES) + "; allowed: "
                                + String.join(", ", NAMES));
            }
        }
    }

    private void checkSyntax(String part, String text) {
        if (part.equals("subject") && (text.isBlank() || text.strip().contains("\n"))) {
            errors.add(0, "", "the subject must be one line");
        }
        try {
            new SafeMustacheFactory(Set.of(), ".")
                    .compile(new StringReader(FORBIDDEN.matcher(text).replaceAll("")), part);
        } catch (MustacheException e) {
            errors.add(0, "", "part " + part + " is no Mustache: " + e.getMessage());
        }
    }

    private void checkHtml(String html) {
        for (QuietHtml.Found found : QuietHtml.in(html)) {
            errors.add(
                    htmlBegins + found.line(),
                    "",
                    "the html has " + found.what() + ", which runs or loads something when a customer opens the mail;"
                            + " expected " + QuietHtml.EXPECTED);
        }
    }

    private static Template template(Map<String, StringBuilder> parts) {
        return new Template(text(parts, "subject").strip(), text(parts, "text"), text(parts, "html"));
    }

    private static String text(Map<String, StringBuilder> parts, String part) {
        return String.valueOf(parts.get(part)).strip() + "\n";
    }
}
