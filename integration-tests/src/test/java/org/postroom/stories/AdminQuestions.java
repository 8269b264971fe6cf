// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What the commands of an admin ask a server in another process. */
final class AdminQuestions {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path home;

    AdminQuestions(Path home) {
        this.home = home;
    }

    void addUser(ServerProcess server, String address) throws IOException, InterruptedException {
        ask(server, "POST", "/postroom/users/" + address, RunningHelpDesk.PASSWORD);
    }

    JsonNode tickets(ServerProcess server) throws IOException, InterruptedException {
        return ask(server, "GET", "/postroom/tickets?limit=100000", "");
    }

    /** A ticket with its messages and events. */
    JsonNode show(ServerProcess server, String number) throws IOException, InterruptedException {
        return ask(server, "GET", "/postroom/tickets/" + number, "");
    }

    JsonNode search(ServerProcess server, String query) throws IOException, InterruptedException {
        return ask(server, "GET", "/postroom/search?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8), "");
    }

    /** Differences between the database and the mailboxes. */
    JsonNode differences(ServerProcess server) throws IOException, InterruptedException {
        return ask(server, "POST", "/postroom/doctor", "").path("differences");
    }

    /** How many mails had failed. */
    int failed(ServerProcess server) throws IOException, InterruptedException {
        return ask(server, "POST", "/postroom/retry", "").path("mails").asInt();
    }

    private JsonNode ask(ServerProcess server, String method, String path, String body)
            throws IOException, InterruptedException {
        String token =
                Files.readString(home.resolve("var").resolve("webadmin.token")).strip();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port("webadmin") + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return MAPPER.readTree(answer.body());
    }
}
