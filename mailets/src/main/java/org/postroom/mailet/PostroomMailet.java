// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.nio.charset.CoderMalfunctionError;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/** What all mailets share: parameters that are checked, and a thread of James' that survives whatever a mail does. */
abstract class PostroomMailet extends GenericMailet {

    private static final Set<String> OF_JAMES = Set.of("onMailetException", "onMatchException");

    private final Set<String> parameters;

    /**
     * Takes the names of the parameters.
     *
     * @param parameters all that are accepted, as the manual lists them
     */
    PostroomMailet(String... parameters) {
        this.parameters = Set.of(parameters);
    }

    /**
     * All parameters that the mailet accepts.
     *
     * @return their names
     */
    final Set<String> acceptedParameters() {
        return parameters;
    }

    @Override
    public final void init() throws MessagingException {
        Set<String> unknown = new TreeSet<>();
        getInitParameterNames().forEachRemaining(name -> {
            if (!parameters.contains(name) && !OF_JAMES.contains(name)) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            throw new MessagingException(getClass().getSimpleName() + " does not know " + unknown + "; it takes "
                    + (parameters.isEmpty() ? "no parameters" : new TreeSet<>(parameters)));
        }
        configure();
    }

    @Override
    public final void service(Mail mail) throws MessagingException {
        try {
            handle(mail);
        } catch (StackOverflowError | LinkageError | AssertionError | CoderMalfunctionError e) {
            throw new MessagingException(
                    getClass().getSimpleName() + " failed on mail " + mail.getName(), new RuntimeException(e));
        }
    }

    /**
     * Reads the parameters.
     *
     * @throws MessagingException saying which one is wrong, what is allowed, and an example
     */
    void configure() throws MessagingException {}

    /**
     * Does the step's work.
     *
     * @param mail the mail
     * @throws MessagingException when it cannot be done
     */
    abstract void handle(Mail mail) throws MessagingException;

    /** A parameter's value, stripped; empty when it is not given. */
    final Optional<String> parameter(String name) {
        return getInitParameterAsOptional(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    @Override
    public String getMailetInfo() {
        return "Postroom " + getClass().getSimpleName();
    }
}
