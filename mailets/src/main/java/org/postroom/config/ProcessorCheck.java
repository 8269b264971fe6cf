// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Checks one processor: that no mail falls off its end, that no step is out of reach, and that what must stand in it does. */
final class ProcessorCheck {

    /** Mailets that end a mail's way in the processor. */
    private static final Set<String> TERMINAL =
            Set.of("ToProcessor", "Null", "LocalDelivery", "RemoteDelivery", "ToRepository", "KeepFailedMail");

    /** Mailets that end it when told so. */
    private static final Set<String> TERMINAL_WITHOUT_PASSING =
            Set.of("DSNBounce", "Bounce", "NotifySender", "NotifyPostmaster", "Forward", "Redirect", "Resend");

    private final ElementCheck elements;
    private final Errors errors;
    private final String place;

    ProcessorCheck(ElementCheck elements, Errors errors) {
        this.elements = elements;
        this.errors = errors;
        this.place = place(elements.state());
    }

    static String place(String state) {
        return "processor \"" + state + "\"";
    }

    void check(XmlElement processor) {
        processor.children("matcher").forEach(elements::addComposite);
        for (XmlElement child : processor.children()) {
            if (child.name().equals("mailet")) {
                elements.check(child);
            } else if (!child.name().equals("matcher")) {
                errors.add(
                        child.line(),
                        place,
                        "<" + child.name() + "> is unknown" + Nearest.hint(child.name(), List.of("mailet", "matcher"))
                                + "; allowed: mailet, matcher");
            }
        }
        List<XmlElement> mailets = processor.children("mailet");
        checkEnd(processor, mailets);
        checkContent(processor, mailets);
        checkSigning(mailets);
    }

    /** Without it, mail would leave unsigned though there is a key, and nobody would be told. */
    private void checkSigning(List<XmlElement> mailets) {
        boolean signs = false;
        for (XmlElement mailet : mailets) {
            signs |= isForAll(mailet, "SignMail");
            if (!signs && mailet.attribute("class").orElse("").equals("RemoteDelivery")) {
                errors.add(
                        mailet.line(),
                        place,
                        "RemoteDelivery has no SignMail with match=\"All\" before it, which signs mail where postroom.xml"
                                + " has a key for its domain (DKIM)");
            }
        }
    }

    private void checkEnd(XmlElement processor, List<XmlElement> mailets) {
        Optional<XmlElement> end =
                mailets.stream().filter(ProcessorCheck::endsAll).findFirst();
        if (end.isEmpty()) {
            int line = mailets.isEmpty()
                    ? processor.line()
                    : mailets.get(mailets.size() - 1).line();
            errors.add(
                    line,
                    place,
                    "has no end, so that James deletes mails behind its last step; expected as its last step one with"
                            + " match=\"All\" that ends a mail's way, such as ToProcessor, ToRepository or Null");
            return;
        }
        for (XmlElement behind : mailets.subList(mailets.indexOf(end.get()) + 1, mailets.size())) {
            errors.add(
                    behind.line(),
                    place,
                    "no mail comes here, since the step in line " + end.get().line() + " takes all of them");
        }
    }

    private void checkContent(XmlElement processor, List<XmlElement> mailets) {
        switch (elements.state()) {
            case "root" ->
                inOrder(
                        processor,
                        mailets,
                        new Step("match=\"IsAgentMailForTicket\"", mailet -> matches(mailet, "IsAgentMailForTicket")),
                        new Step("match=\"RecipientIsDesk\"", mailet -> matches(mailet, "RecipientIsDesk")));
            case "desk" ->
                inOrder(
                        processor,
                        mailets,
                        new Step("ClassifyMail with match=\"All\"", mailet -> isForAll(mailet, "ClassifyMail")),
                        new Step("AssignTicket with match=\"All\"", mailet -> isForAll(mailet, "AssignTicket")));
            case "desk-error" ->
                inOrder(
                        processor,
                        mailets,
                        new Step("KeepFailedMail with match=\"All\"", mailet -> isForAll(mailet, "KeepFailedMail")));
            case "transport" ->
                inOrder(
                        processor,
                        mailets,
                        new Step(
                                "RemoveMimeHeader with match=\"All\" and <name>bcc</name>",
                                mailet -> isForAll(mailet, "RemoveMimeHeader")
                                        && parameter(mailet, "name").equals("bcc")));
            default -> {
                // Nothing has to stand in it.
            }
        }
    }

    /** A step that has to be there. */
    private record Step(String description, Predicate<XmlElement> test) {}

    private void inOrder(XmlElement processor, List<XmlElement> mailets, Step... steps) {
        int from = 0;
        for (Step step : steps) {
            int found = -1;
            for (int i = from; i < mailets.size() && found < 0; i++) {
                found = step.test().test(mailets.get(i)) ? i : -1;
            }
            if (found < 0) {
                boolean tooEarly = mailets.subList(0, Math.min(from, mailets.size())).stream()
                        .anyMatch(step.test());
                errors.add(
                        processor.line(),
                        place,
                        tooEarly
                                ? step.description() + " stands too early; expected behind " + steps[0].description()
                                : "needs " + step.description());
                return;
            }
            from = found + 1;
        }
    }

    private static boolean endsAll(XmlElement mailet) {
        String name = mailet.attribute("class").orElse("");
        boolean ends = TERMINAL.contains(name)
                        && !parameter(mailet, "passThrough").equals("true")
                        && !parameter(mailet, "consume").equals("false")
                || TERMINAL_WITHOUT_PASSING.contains(name)
                        && parameter(mailet, "passThrough").equals("false");
        return ends && mailet.attribute("match").orElse("").equals("All");
    }

    private static boolean matches(XmlElement mailet, String matcher) {
        return mailet.attribute("match").isPresent()
                && ElementCheck.matcherName(mailet).orElse("").equals(matcher);
    }

    private static boolean isForAll(XmlElement mailet, String name) {
        return matches(mailet, "All") && mailet.attribute("class").orElse("").equals(name);
    }

    private static String parameter(XmlElement mailet, String name) {
        return mailet.child(name).map(XmlElement::text).orElse("");
    }
}
