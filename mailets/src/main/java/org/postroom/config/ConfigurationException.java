// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; carries everything that is wrong with it. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationError> errors;

    /**
     * Takes the errors.
     *
     * @param errors at least one, in the order of the files
     */
    public ConfigurationException(List<ConfigurationError> errors) {
        super(errors.stream().map(ConfigurationError::toString).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /**
     * Everything that is wrong.
     *
     * @return the errors, in the order of the files
     */
    public List<ConfigurationError> errors() {
        return errors;
    }
}
