// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An element held against its shape. Whatever does not fit is among the errors as soon as the section is made; each value is
 * read once and asked for as often as needed.
 */
final class Section {

    private final XmlElement element;
    private final Shape shape;
    private final Errors errors;
    private final String place;
    private final Map<Setting<?>, Optional<Object>> values = new HashMap<>();

    private Section(XmlElement element, Shape shape, Errors errors) {
        this.element = element;
        this.shape = shape;
        this.errors = errors;
        this.place = shape.key()
                .map(key -> shape.name() + " \"" + element.attribute(key.name()).orElse("?") + "\"")
                .orElse(shape.name());
    }

    /** Holds an element against its shape and reads all its settings. */
    static Section read(XmlElement element, Shape shape, Errors errors) {
        Section section = new Section(element, shape, errors);
        section.refuseUnknown();
        shape.key().ifPresent(section::readKey);
        shape.settings().forEach(section::readSetting);
        return section;
    }

    /** The parts of a name, in their order. */
    List<Section> parts(Shape part) {
        return element.children(part.name()).stream()
                .map(child -> read(child, part, errors))
                .toList();
    }

    /** The only part of a name; where it is left out, one in which every setting has its default. */
    Section part(Shape part) {
        List<XmlElement> found = element.children(part.name());
        if (found.size() > 1) {
            errors.add(
                    found.get(1).line(),
                    part.name(),
                    "stands twice, first in line " + found.get(0).line());
        }
        XmlElement chosen =
                found.isEmpty() ? new XmlElement(part.name(), element.line(), Map.of(), List.of(), "") : found.get(0);
        return read(chosen, part, errors);
    }

    /** The value of a setting, or empty when it is wrong or missing, which is then among the errors. */
    @SuppressWarnings("unchecked") // readSetting and readKey put what the setting's own form gave
    <T> Optional<T> value(Setting<T> setting) {
        return (Optional<T>) values.getOrDefault(setting, Optional.empty());
    }

    /** The value of a setting, when there are no errors. */
    <T> T require(Setting<T> setting) {
        return value(setting).orElseThrow(() -> new IllegalStateException(place + " has no " + setting.name()));
    }

    /** Adds an error about the section as a whole. */
    void wrong(String text) {
        errors.add(element.line(), place, text);
    }

    /** How errors name it, such as {@code desk "support"}. */
    String place() {
        return place;
    }

    /** Adds an error about a setting. */
    void wrong(Setting<?> setting, String text) {
        errors.add(lineOf(setting), place, text);
    }

    /** The line of a setting, or of the section where it is left out. */
    int lineOf(Setting<?> setting) {
        return element.child(setting.name()).map(XmlElement::line).orElse(element.line());
    }

    private void refuseUnknown() {
        Set<String> attributes = new TreeSet<>();
        shape.key().ifPresent(key -> attributes.add(key.name()));
        for (String name : element.attributes().keySet()) {
            if (!attributes.contains(name)) {
                errors.add(element.line(), place, unknownAttribute(name, attributes));
            }
        }
        for (XmlElement child : element.children()) {
            if (!shape.childNames().contains(child.name())) {
                errors.add(
                        child.line(),
                        place,
                        "<" + child.name() + "> is unknown" + Nearest.hint(child.name(), shape.childNames())
                                + "; allowed: " + String.join(", ", shape.childNames()));
            }
        }
        if (!element.text().isEmpty()) {
            errors.add(element.line(), place, "the text \"" + shortened(element.text()) + "\" stands in no setting");
        }
    }

    private String unknownAttribute(String name, Set<String> attributes) {
        if (shape.childNames().contains(name)) {
            return "the attribute \"" + name + "\" is not allowed; write <" + name + "> as an element";
        }
        return "the attribute \"" + name + "\" is unknown" + Nearest.hint(name, attributes)
                + (attributes.isEmpty() ? "; none is allowed" : "; allowed: " + String.join(", ", attributes));
    }

    private void readKey(Setting<?> key) {
        Optional<String> written = element.attribute(key.name());
        if (written.isEmpty()) {
            errors.add(
                    element.line(),
                    shape.name(),
                    "the attribute \"" + key.name() + "\" is missing; expected "
                            + key.form().expected());
        }
        written.ifPresent(text -> parse(key, text.strip(), element.line()));
    }

    private void readSetting(Setting<?> setting) {
        List<XmlElement> found = element.children(setting.name());
        if (found.isEmpty()) {
            if (setting.byDefault().isEmpty()) {
                errors.add(
                        element.line(),
                        place,
                        setting.name() + " is missing; expected "
                                + setting.form().expected());
            }
            setting.byDefault().ifPresent(text -> parse(setting, text, element.line()));
            return;
        }
        XmlElement first = found.get(0);
        if (found.size() > 1) {
            errors.add(found.get(1).line(), place, setting.name() + " stands twice, first in line " + first.line());
        }
        if (!first.children().isEmpty() || !first.attributes().isEmpty()) {
            errors.add(first.line(), place, setting.name() + " holds a text only, no elements or attributes");
        }
        parse(setting, first.text(), first.line());
    }

    private <T> void parse(Setting<T> setting, String text, int line) {
        String allowed = "expected " + setting.form().expected() + setting.defaultHint();
        if (text.isEmpty()) {
            errors.add(line, place, setting.name() + " is empty; " + allowed);
            return;
        }
        try {
            values.put(setting, Optional.of(setting.form().reader().apply(text)));
        } catch (IllegalArgumentException e) {
            errors.add(
                    line, place, setting.name() + " is \"" + shortened(text) + "\"" + reason(text, e) + "; " + allowed);
        }
    }

    /** What the form says of the text; said of the text as a whole it is no repetition of the text. */
    private static String reason(String text, IllegalArgumentException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        String whole = "\"" + text + "\" ";
        if (message.startsWith(whole)) {
            return ", which " + message.substring(whole.length());
        }
        return message.isEmpty() ? "" : ": " + message;
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 80 ? line : line.substring(0, 77) + "...";
    }
}
