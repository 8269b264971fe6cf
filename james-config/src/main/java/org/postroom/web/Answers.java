// SPDX-License-Identifier: Apache-2.0
package org.postroom.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.postroom.search.BadQueryException;
import spark.Request;
import spark.Response;
import spark.Route;

/** What all routes share: JSON, parameters, errors. */
final class Answers {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Answers() {}

    /** What a route does; may refuse. */
    @FunctionalInterface
    interface Work {
        Object answer(Request request, Response response) throws Refusal, BadQueryException;
    }

    /** A request that is answered with an error. */
    static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    static Route json(Work work) {
        return (request, response) -> {
            response.type("application/json; charset=utf-8");
            try {
                return write(work.answer(request, response));
            } catch (Refusal e) {
                response.status(e.status);
                return write(Map.of("error", String.valueOf(e.getMessage())));
            } catch (BadQueryException e) {
                response.status(400);
                return write(Map.of("error", String.valueOf(e.getMessage()), "position", e.position()));
            }
        };
    }

    static Optional<String> parameter(Request request, String name) {
        return Optional.ofNullable(request.queryParams(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    static <T> Optional<T> parameter(Request request, String name, Function<String, Optional<T>> read, String allowed)
            throws Refusal {
        Optional<String> text = parameter(request, name);
        Optional<T> value = text.flatMap(read);
        if (text.isPresent() && value.isEmpty()) {
            throw new Refusal(400, name + " is \"" + text.get() + "\"; expected " + allowed);
        }
        return value;
    }

    static int limit(Request request, int normally, int most) throws Refusal {
        String allowed = "a number from 1 to " + most + ", such as " + normally;
        return parameter(
                        request,
                        "limit",
                        text -> text.matches("[1-9][0-9]{0,5}") && Integer.parseInt(text) <= most
                                ? Optional.of(Integer.valueOf(text))
                                : Optional.empty(),
                        allowed)
                .orElse(normally);
    }

    private static String write(Object value) throws JsonProcessingException {
        return MAPPER.writeValueAsString(value);
    }
}
