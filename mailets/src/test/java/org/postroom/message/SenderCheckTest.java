// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderCheckTest {

    private static final Set<String> TRUSTED = Set.of("mx.acme.test", "mx2.acme.test");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // DMARC decides where it was asked
                "dmarc=fail; spf=pass smtp.mailfrom=evil.test; dkim=none | dmarc=fail",
                "dmarc=fail; spf=softfail; dkim=fail                     | dmarc=fail spf=softfail dkim=fail",
                "dmarc=pass; spf=fail; dkim=pass                         |",
                "dmarc=pass; spf=fail; dkim=fail                         |",
                // where it was not: forwarding breaks SPF, lists break DKIM
                "dmarc=none; spf=fail; dkim=pass header.d=bank.test      |",
                "spf=pass smtp.mailfrom=x@news.bank.test; dkim=fail      |",
                "spf=fail; dkim=pass header.d=evil.test                  | spf=fail",
                "spf=fail smtp.mailfrom=bank.test                        | spf=fail",
                "dkim=fail; dkim=pass header.d=bank.test                 |",
                "dkim=fail; dkim=pass header.d=evil.test                 | dkim=fail",
                // nothing failed
                "spf=pass smtp.mailfrom=evil.test                        |",
                "spf=neutral; dkim=none; dmarc=temperror                 |",
                "iprev=fail; auth=fail; arc=fail                         |",
                "none                                                    |"
            })
    void failuresShouldBeThoseThatSpeakAgainstTheSender(String results, String failed) {
        assertThat(failures("Authentication-Results: mx.acme.test; " + results))
                .isEqualTo(failed == null ? List.of() : Arrays.asList(failed.split(" ")));
    }

    @Test
    void resultsOfOtherServersShouldNotCount() {
        assertThat(failures("Authentication-Results: mx.evil.test; dmarc=fail")).isEmpty();
        assertThat(failures("Authentication-Results: mx.acme.test.evil.test; dmarc=fail"))
                .isEmpty();
    }

    @Test
    void passThatTheSenderWroteShouldTakeNothingBack() {
        assertThat(failures(
                        "Authentication-Results: mx2.acme.test; spf=fail",
                        "Authentication-Results: MX.acme.test; dmarc=fail",
                        "Received: from evil.test",
                        "Authentication-Results: mx.acme.test; dmarc=pass; spf=pass; dkim=pass"))
                .containsExactly("dmarc=fail", "spf=fail");
    }

    @Test
    void nothingShouldBeToldWhereNobodyIsTrusted() {
        assertThat(SenderCheck.failures(
                        headers("Authentication-Results: mx.acme.test; dmarc=fail"), Set.of(), Optional.empty()))
                .isEmpty();
    }

    private static List<String> failures(String... fields) {
        return SenderCheck.failures(headers(fields), TRUSTED, EmailAddress.parse("boss@bank.test"))
                .map(SenderCheck::failed)
                .orElse(List.of());
    }

    private static Headers headers(String... fields) {
        return new Headers(Arrays.stream(fields)
                .map(field -> field.split(": ", 2))
                .map(field -> new HeaderField(field[0], field[1]))
                .toList());
    }
}
