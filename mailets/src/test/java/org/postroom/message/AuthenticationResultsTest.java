// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.message.AuthenticationResults.Result;

class AuthenticationResultsTest {

    @Test
    void fieldOfPostfixFrontShouldBeRead() {
        assertThat(
                        AuthenticationResults.parse(
                                "MX.acme.test 1; dkim=pass (2048-bit key; unprotected) header.d=bank.test header.i=@bank.test;"
                                        + " spf=softfail smtp.mailfrom=\"a b\"@evil.test; dmarc=fail (p=none dis=none) header.from=bank.test"))
                .contains(new AuthenticationResults(
                        "mx.acme.test",
                        List.of(
                                new Result("dkim", "pass", Map.of("header.d", "bank.test", "header.i", "@bank.test")),
                                new Result("spf", "softfail", Map.of("smtp.mailfrom", "a b")),
                                new Result("dmarc", "fail", Map.of("header.from", "bank.test")))));
    }

    @Test
    void looseSpellingsShouldBeRead() {
        assertThat(
                        AuthenticationResults.parse(
                                " (comment (in) comment) mx ; DKIM/1 = FAIL reason = \"bad; sig=\\\"x\\\"\" ; spf=none;;; auth"))
                .contains(new AuthenticationResults(
                        "mx",
                        List.of(
                                new Result("dkim", "fail", Map.of("reason", "bad; sig=\"x\"")),
                                new Result("spf", "none", Map.of()))));
    }

    @Test
    void noResultShouldBeNone() {
        assertThat(AuthenticationResults.parse("mx.acme.test; none"))
                .contains(new AuthenticationResults("mx.acme.test", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "spf=pass", "(mx.acme.test", "=", "; dkim=pass"})
    void fieldWithoutServerShouldBeNothing(String body) {
        assertThat(AuthenticationResults.parse(body)).isEmpty();
    }
}
