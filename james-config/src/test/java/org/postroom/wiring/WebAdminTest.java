// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RunningServer.class)
class WebAdminTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({"GET,/domains", "GET,/healthcheck", "GET,/nothing/here", "OPTIONS,/domains", "DELETE,/users/a@acme.test"
    })
    void everythingShouldAskForTheToken(String method, String path, PostroomServer server) throws Exception {
        HttpResponse<String> answer = send(server, method, path, null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().map().keySet())
                .noneMatch(each -> each.toLowerCase().startsWith("access-control"));
    }

    @Test
    void wrongTokenShouldBeRefused(PostroomServer server) throws Exception {
        assertThat(send(server, "GET", "/domains", "Bearer wrong").statusCode()).isEqualTo(401);
        assertThat(send(server, "GET", "/domains", "Basic " + token(server)).statusCode())
                .isEqualTo(401);
        assertThat(send(server, "GET", "/domains", "Bearer").statusCode()).isEqualTo(401);
    }

    @Test
    void tokenShouldOpenAndNoOriginBeInvited(PostroomServer server) throws Exception {
        HttpResponse<String> answer = send(server, "GET", "/domains", "Bearer " + token(server));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("acme.test");
        assertThat(answer.headers().map().keySet())
                .noneMatch(each -> each.toLowerCase().startsWith("access-control"));
    }

    @Test
    void secretsShouldBeReadableByTheOwnerOnly(PostroomServer server) throws Exception {
        Home home = server.home();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.token())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.tls().resolve("self-signed.p12"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.var())))
                .isEqualTo("rwx------");
    }

    private static String token(PostroomServer server) throws Exception {
        return Files.readString(server.home().token()).strip();
    }

    private HttpResponse<String> send(PostroomServer server, String method, String path, String authorization)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.ports().webadmin() + path))
                .header("Origin", "https://evil.test")
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
