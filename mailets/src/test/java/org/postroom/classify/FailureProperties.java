// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.postroom.message.Headers;
import org.postroom.message.TextProperties;

/** What holds for reports of failures, whatever comes in their place. */
public final class FailureProperties {

    private FailureProperties() {}

    /** Whatever is read names bounded numbers of recipients, in lines fit to be shown. */
    public static void failure(byte[] input) {
        DeliveryFailure.read(input, EnvelopeSender.UNKNOWN).ifPresent(failure -> {
            assertThat(failure.recipients()).hasSizeLessThanOrEqualTo(2000);
            assertThat(failure.recipients())
                    .allSatisfy(recipient -> assertThat(recipient.diagnostic()).doesNotContain("\n", "\r"));
        });
        String text = TextProperties.text(input);
        StatusReport.read(text);
        FailureNotice.read(text, new Headers(List.of()));
        SesNotification.read(new Headers(List.of()), text);
    }
}
