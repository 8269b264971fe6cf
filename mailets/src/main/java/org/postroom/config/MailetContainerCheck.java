// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks {@code mailetcontainer.xml} before Apache James reads it, since James takes much in silence: an attribute that it
 * does not know, a target that does not exist until a mail comes by, a processor at whose end mails are deleted. Parameters
 * are checked by the mailets themselves when they are made.
 *
 * <p>What is checked of processors and their elements stands in {@link ElementCheck} and {@link ProcessorCheck}.
 */
public final class MailetContainerCheck {

    private static final String FILE = "mailetcontainer.xml";
    private static final Set<String> REQUIRED =
            new LinkedHashSet<>(List.of("root", "desk", "agent", "desk-error", "transport", "outgoing", "error"));
    private static final List<String> PARTS = List.of("context", "spooler", "processors");

    private final Errors errors;
    private final ServerClasses classes;

    private MailetContainerCheck(Errors errors, ServerClasses classes) {
        this.errors = errors;
        this.classes = classes;
    }

    /**
     * Checks the file.
     *
     * @param confDir the directory {@code conf}
     * @param classes finds the classes of mailets and matchers
     * @return everything that is wrong, in the order of the file; empty when nothing is
     */
    public static List<ConfigurationError> check(Path confDir, ServerClasses classes) {
        Path dir = confDir.toAbsolutePath().normalize();
        Path last = dir.getFileName();
        Errors errors = new Errors((last == null ? "" : last + "/") + FILE);
        XmlFile.read(dir.resolve(FILE), errors)
                .ifPresent(root -> new MailetContainerCheck(errors, classes).checkRoot(root));
        return errors.all();
    }

    private void checkRoot(XmlElement root) {
        if (!root.name().equals("mailetcontainer")) {
            errors.add(root.line(), "", "begins with <" + root.name() + ">; expected <mailetcontainer>");
            return;
        }
        for (XmlElement child : root.children()) {
            if (!PARTS.contains(child.name())) {
                errors.add(
                        child.line(),
                        "",
                        "<" + child.name() + "> is unknown" + Nearest.hint(child.name(), PARTS) + "; allowed: "
                                + String.join(", ", PARTS));
            }
        }
        root.child("spooler").ifPresent(this::checkSpooler);
        Optional<XmlElement> processors = root.child("processors");
        if (processors.isEmpty()) {
            errors.add(root.line(), "", "<processors> is missing");
        }
        processors.ifPresent(this::checkProcessors);
    }

    private void checkSpooler(XmlElement spooler) {
        spooler.child("threads")
                .ifPresent(threads -> errors.add(
                        threads.line(),
                        "spooler",
                        "threads is set in postroom.xml, as <limits><spoolerThreads>; leave it out here"));
        spooler.child("errorRepository")
                .filter(repository -> !repository.text().startsWith("file://"))
                .ifPresent(repository -> errors.add(
                        repository.line(),
                        "spooler",
                        "errorRepository is \"" + repository.text()
                                + "\"; expected files, such as file://var/mail/error/, so that a broken database does not"
                                + " break it too"));
    }

    private void checkProcessors(XmlElement processors) {
        if (!processors.attribute("enableJmx").orElse("").equals("false")) {
            errors.add(
                    processors.line(),
                    "",
                    "<processors> has no enableJmx=\"false\"; without it James opens the processors by JMX");
        }
        Map<String, XmlElement> byState = new LinkedHashMap<>();
        for (XmlElement child : processors.children()) {
            if (child.name().equals("processor")) {
                addState(child, byState);
            } else {
                errors.add(child.line(), "", "<" + child.name() + "> is unknown; expected <processor state=\"...\">");
            }
        }
        for (String state : REQUIRED) {
            if (!byState.containsKey(state)) {
                errors.add(
                        processors.line(),
                        "",
                        "there is no processor \"" + state + "\"; required are " + String.join(", ", REQUIRED));
            }
        }
        List<String> states = new ArrayList<>(byState.keySet());
        byState.forEach((state, element) ->
                new ProcessorCheck(new ElementCheck(state, states, classes, errors), errors).check(element));
    }

    private void addState(XmlElement processor, Map<String, XmlElement> byState) {
        Optional<String> state = processor.attribute("state");
        if (state.isEmpty() || state.get().isBlank()) {
            errors.add(processor.line(), "", "a <processor> has no name; expected <processor state=\"...\">");
            return;
        }
        String name = state.get();
        for (String attribute : processor.attributes().keySet()) {
            if (!List.of("state", "enableJmx").contains(attribute)) {
                errors.add(
                        processor.line(),
                        ProcessorCheck.place(name),
                        "the attribute \"" + attribute + "\" is unknown" + Nearest.hint(attribute, List.of("state"))
                                + "; allowed: state");
            }
        }
        if (!name.equals(name.toLowerCase(Locale.ROOT)) || name.equals("ghost")) {
            errors.add(
                    processor.line(),
                    ProcessorCheck.place(name),
                    "expected a name in lower case other than ghost, since James compares targets of exceptions so");
        }
        XmlElement first = byState.putIfAbsent(name, processor);
        if (first != null) {
            errors.add(processor.line(), ProcessorCheck.place(name), "stands twice, first in line " + first.line());
        }
    }
}
