// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.util.Set;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import org.apache.james.webadmin.mdc.RequestLogger;
import spark.Request;
import spark.Response;

/**
 * Lets a request to web administration through only with the token, whatever its path, and takes back what James
 * tells browsers: that pages of all origins may call it. Stands where James logs requests, which is the one place
 * that sees all of them after that header was set.
 */
@Singleton
class AdminGate extends LoggingRequestFilter {

    private static final Set<String> CORS =
            Set.of("Access-Control-Allow-Origin", "Access-Control-Request-Method", "Access-Control-Allow-Headers");

    private final TokenCheck check;

    @Inject
    AdminGate(Set<RequestLogger> loggers, TokenCheck check) {
        super(loggers);
        this.check = check;
    }

    @Override
    @SuppressWarnings("NullAway") // the servlet API removes a header that is set to null
    public void handle(Request request, Response response) {
        CORS.forEach(each -> response.raw().setHeader(each, null));
        check.handle(request, response);
        super.handle(request, response);
    }
}
