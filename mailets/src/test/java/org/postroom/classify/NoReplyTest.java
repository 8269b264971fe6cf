// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.message.EmailAddress;

class NoReplyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noreply",
                "no-reply",
                "No_Reply",
                "NO.REPLY",
                "donotreply",
                "do-not-reply",
                "shop-noreply",
                "noreply+x7",
                "noreply-billing",
                "mailer-daemon",
                "MAILER-DAEMON",
                "postmaster",
                "bounce",
                "bounces+abc=acme.test",
                "nicht-antworten",
                "no-response",
                "unattended",
                "noreply2"
            })
    void addressThatNobodyReadsShouldBeKnown(String localPart) {
        assertThat(NoReply.is(EmailAddress.of(localPart + "@shop.test"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "reply",
                "support",
                "info",
                "norep",
                "noreen",
                "r.noble",
                "bouncer",
                "trampoline.bounceland"
            })
    void personShouldNotBeTakenForOne(String localPart) {
        assertThat(NoReply.is(EmailAddress.of(localPart + "@shop.test"))).isFalse();
    }
}
