// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Checks one {@code <mailet>}: its attributes and classes, where it sends mails, and what happens when it fails.
 *
 * <p>James reads {@code onMailetException} and {@code onMatchException} as parameters, that is, as elements; it does not see
 * attributes of these names. Without them the mail goes to processor {@code error}.
 */
final class ElementCheck {

    private static final List<String> ATTRIBUTES = List.of("match", "notmatch", "class");
    private static final List<String> EXCEPTIONS = List.of("onMailetException", "onMatchException");
    private static final List<String> TARGETS = List.of("processor", "bounceProcessor", "errorProcessor", "onSuccess");
    private static final String OURS = "org.postroom.";
    private static final List<String> MAILETS = List.of(
            "ClassifyMail",
            "Classify",
            "RecordDeliveryFailure",
            "AssignTicket",
            "SendAcknowledgement",
            "RouteToAgent",
            "IndexMessage",
            "ApplyCommands",
            "RelayReply",
            "FileNote",
            "KeepFailedMail",
            "SendToLeads",
            "ToProcessor",
            "ToRepository",
            "LocalDelivery",
            "RemoteDelivery",
            "RemoveMimeHeader",
            "RecipientRewriteTable",
            "DSNBounce",
            "Null");
    private static final List<String> MATCHERS = List.of(
            "All",
            "IsAgentMailForTicket",
            "RecipientIsDesk",
            "RecipientIsPostmaster",
            "IsAutomatic",
            "IsDeliveryFailure",
            "IsNewTicket",
            "Says",
            "CategoryIs",
            "PriorityIs",
            "LanguageIs",
            "DeskIs",
            "RecipientIsLocal",
            "HostIsLocal",
            "SMTPAuthSuccessful",
            "RecipientIs",
            "SenderIs",
            "HasHeader",
            "SubjectIs",
            "SizeGreaterThan");

    private final String state;
    private final List<String> states;
    private final ServerClasses classes;
    private final Errors errors;
    private final Set<String> composites = new HashSet<>();

    ElementCheck(String state, List<String> states, ServerClasses classes, Errors errors) {
        this.state = state;
        this.states = states;
        this.classes = classes;
        this.errors = errors;
    }

    /** The processor that the element stands in. */
    String state() {
        return state;
    }

    /** Makes a composite matcher ({@code <matcher name=... match=...>}) known by its name. */
    void addComposite(XmlElement matcher) {
        matcher.attribute("name").ifPresent(composites::add);
    }

    void check(XmlElement mailet) {
        checkAttributes(mailet);
        Optional<String> className = mailet.attribute("class");
        Optional<String> mailetClass = className.flatMap(classes::mailet);
        if (className.isPresent() && mailetClass.isEmpty()) {
            wrong(mailet, "there is no mailet \"" + className.get() + "\"" + Nearest.hint(className.get(), MAILETS));
        }
        Optional<String> matcherName = matcherName(mailet);
        Optional<String> matcherClass =
                matcherName.filter(name -> !composites.contains(name)).flatMap(classes::matcher);
        if (matcherName.isPresent() && matcherClass.isEmpty() && !composites.contains(matcherName.get())) {
            wrong(
                    mailet,
                    "there is no matcher \"" + matcherName.get() + "\"" + Nearest.hint(matcherName.get(), MATCHERS));
        }
        boolean ours = mailetClass.filter(name -> name.startsWith(OURS)).isPresent()
                || matcherClass.filter(name -> name.startsWith(OURS)).isPresent();
        checkExceptions(mailet, ours);
        TARGETS.forEach(name -> mailet.child(name).ifPresent(target -> checkTarget(target, name)));
        if (className.filter("ToProcessor"::equals).isPresent()
                && mailet.child("processor").isEmpty()) {
            wrong(
                    mailet,
                    "<processor> is missing; expected the name of a processor, such as <processor>transport</processor>");
        }
    }

    /** The name of the matcher without its condition. */
    static Optional<String> matcherName(XmlElement mailet) {
        return mailet.attribute("match")
                .or(() -> mailet.attribute("notmatch"))
                .map(text -> text.contains("=") ? text.substring(0, text.indexOf('=')) : text);
    }

    private void checkAttributes(XmlElement mailet) {
        for (String name : mailet.attributes().keySet()) {
            if (EXCEPTIONS.contains(name)) {
                wrong(
                        mailet,
                        "James does not see the attribute \"" + name + "\"; write it as an element, such as <" + name
                                + ">desk-error</" + name + ">");
            } else if (!ATTRIBUTES.contains(name)) {
                wrong(
                        mailet,
                        "the attribute \"" + name + "\" is unknown" + Nearest.hint(name, ATTRIBUTES) + "; allowed: "
                                + String.join(", ", ATTRIBUTES));
            }
        }
        if (mailet.attribute("class").isEmpty()) {
            wrong(mailet, "the attribute \"class\" is missing; expected the name of a mailet, such as class=\"Null\"");
        }
        boolean match = mailet.attribute("match").isPresent();
        boolean notmatch = mailet.attribute("notmatch").isPresent();
        if (match && notmatch) {
            wrong(mailet, "has both match and notmatch; expected one of them");
        } else if (!match && !notmatch) {
            wrong(mailet, "the attribute \"match\" is missing; expected the name of a matcher, such as match=\"All\"");
        }
    }

    private void checkExceptions(XmlElement mailet, boolean ours) {
        for (String name : EXCEPTIONS) {
            Optional<XmlElement> given = mailet.child(name);
            if (given.isEmpty() && ours) {
                wrong(
                        mailet,
                        "<" + name + "> is missing; expected the processor that a mail goes to when "
                                + (name.equals("onMailetException") ? "the step" : "the matcher") + " fails, such as <"
                                + name
                                + ">desk-error</" + name + ">");
            }
            given.ifPresent(element -> checkException(element, name, ours));
        }
        for (XmlElement child : mailet.children()) {
            boolean mistyped = !EXCEPTIONS.contains(child.name())
                    && child.name().toLowerCase(Locale.ROOT).contains("exception");
            if (mistyped) {
                wrong(child, "<" + child.name() + "> is unknown" + Nearest.hint(child.name(), EXCEPTIONS));
            }
        }
    }

    private void checkException(XmlElement element, String name, boolean ours) {
        String target = element.text();
        boolean errorProcessor = state.equals("error") || state.endsWith("-error");
        List<String> words = name.equals("onMailetException") ? List.of("ignore") : List.of("nomatch", "matchall");
        if (target.equals("propagate")) {
            if (!errorProcessor) {
                wrong(
                        element,
                        name + " is \"propagate\", which runs again what was already delivered; it is allowed in"
                                + " error processors only, expected a processor such as desk-error");
            }
        } else if (words.contains(target)) {
            if (ours && target.equals("ignore")) {
                wrong(
                        element,
                        name + " is \"ignore\", which loses what Postroom's steps did not do; expected a processor"
                                + " such as desk-error");
            }
        } else {
            checkTarget(element, name);
        }
    }

    private void checkTarget(XmlElement element, String name) {
        String target = element.text();
        if (target.equals(state)) {
            wrong(element, name + " is \"" + target + "\", the processor itself; the mail would just go on");
        } else if (!states.contains(target)) {
            List<String> known = new ArrayList<>(states);
            known.sort(null);
            wrong(
                    element,
                    name + " is \"" + target + "\", which is no processor" + Nearest.hint(target, known)
                            + "; processors: " + String.join(", ", known));
        }
    }

    private void wrong(XmlElement element, String text) {
        errors.add(element.line(), ProcessorCheck.place(state), text);
    }
}
