// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** Talks to the server that runs at a home, through its WebAdmin on loopback. */
final class ServerClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST_ANSWER = Duration.ofHours(6);

    private final Path home;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    ServerClient(Path home) {
        this.home = home;
    }

    /** A path below {@code /postroom} with its query; values that are empty are left out. */
    record Question(String method, String path, Map<String, Optional<String>> parameters, String body) {

        static Question get(String path) {
            return new Question("GET", path, Map.of(), "");
        }

        static Question send(String method, String path, String body) {
            return new Question(method, path, Map.of(), body);
        }

        Question with(String name, Optional<String> value) {
            Map<String, Optional<String>> more = new LinkedHashMap<>(parameters);
            more.put(name, value);
            return new Question(method, path, more, body);
        }

        private String target() {
            String query = parameters.entrySet().stream()
                    .filter(entry -> entry.getValue().isPresent())
                    .map(entry ->
                            entry.getKey() + "=" + encoded(entry.getValue().orElse("")))
                    .collect(Collectors.joining("&"));
            return path + (query.isEmpty() ? "" : "?" + query);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Asks the server.
     *
     * @param question what to ask
     * @return the JSON that it answers
     * @throws CommandException when no server runs, or it refuses
     */
    JsonNode ask(Question question) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + question.target()))
                .header("Authorization", "Bearer " + token())
                .timeout(LONGEST_ANSWER)
                .method(question.method(), HttpRequest.BodyPublishers.ofString(question.body(), StandardCharsets.UTF_8))
                .build();
        try {
            return answer(http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw noServer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitStatus.FAILED, "interrupted");
        }
    }

    private JsonNode answer(HttpResponse<String> response) {
        JsonNode json;
        try {
            json = MAPPER.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    ExitStatus.FAILED, "the server answered " + response.statusCode() + ": " + response.body());
        }
        if (response.statusCode() >= 300) {
            String error = json.path("error").asText(json.path("message").asText(response.body()));
            throw new CommandException(
                    response.statusCode() == 404 ? ExitStatus.NOT_FOUND : ExitStatus.FAILED,
                    response.statusCode() == 401
                            ? "the server does not accept the token in " + home.resolve("var")
                            : error);
        }
        return json;
    }

    private String token() {
        Path file = home.resolve("var").resolve("webadmin.token");
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw noServer();
        }
    }

    private String port() {
        Properties ports = new Properties();
        try (var in = Files.newInputStream(home.resolve("var").resolve("ports"))) {
            ports.load(in);
        } catch (IOException e) {
            throw noServer();
        }
        return Optional.ofNullable(ports.getProperty("webadmin")).orElseThrow(this::noServer);
    }

    private CommandException noServer() {
        return new CommandException(
                ExitStatus.NO_SERVER,
                "no server runs at " + home + "; start one with: ./postroom start --home " + home);
    }
}
