// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import spark.Request;
import spark.Response;
import spark.Spark;

/** Answers 401 to a request without the token. */
@Singleton
class TokenCheck implements AuthenticationFilter {

    private static final String BODY =
            "{\"statusCode\":401,\"type\":\"Unauthorized\",\"message\":\"send Authorization: Bearer and the token\"}";

    private final AdminToken token;

    @Inject
    TokenCheck(AdminToken token) {
        this.token = token;
    }

    @Override
    public void handle(Request request, Response response) {
        String authorization = request.headers("Authorization");
        if (authorization == null || !token.matches(authorization)) {
            response.header("WWW-Authenticate", "Bearer");
            throw Spark.halt(401, BODY);
        }
    }
}
