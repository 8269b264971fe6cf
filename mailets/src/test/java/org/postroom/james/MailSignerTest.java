// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.List;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.desk.SigningKey;

/** Signatures are verified by another implementation than ours: jdkim's verifier, with the DNS record that we tell admins. */
class MailSignerTest {

    private static SigningKey key;
    private static MailSigner signer;

    @BeforeAll
    static void makeKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = new SigningKey("acme.test", "postroom", (RSAPrivateCrtKey)
                generator.generateKeyPair().getPrivate());
        signer = new MailSigner(List.of(key));
    }

    @Test
    void signatureShouldVerifyOverHeaderAndBody() throws Exception {
        byte[] mail =
                mail("Subject: =?UTF-8?B?0J/RgNC40LLQtdGC?=\r\n\tand  more\r\n", "One.  \r\n\r\n. Two\r\n\r\n\r\n");

        byte[] signed = signer.sign(mail).orElseThrow();

        assertThat(verified(signed)).singleElement().satisfies(record -> {
            assertThat(record.getDToken()).hasToString("acme.test");
            assertThat(record.getSelector()).hasToString("postroom");
        });
        String text = text(signed);
        assertThat(text).startsWith("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme.test;");
        assertThat(text).endsWith(text(mail));
        assertThat(text.lines()).allMatch(line -> line.length() <= 78);
    }

    @Test
    void sameMailShouldHaveSameSignatureEachTime() {
        byte[] mail = mail("Subject: Again\r\n", "Again.\r\n");

        assertThat(signer.sign(mail))
                .hasValueSatisfying(
                        first -> assertThat(signer.sign(mail).orElseThrow()).isEqualTo(first));
    }

    @ParameterizedTest
    @CsvSource({
        "From: Other <x@acme.test>",
        "To: someone@else.test",
        "Cc: someone@else.test",
        "Subject: Another",
        "Reply-To: thief@evil.test",
        "References: <x@evil.test>"
    })
    void fieldThatIsAddedLaterShouldBreakTheSignature(String field) {
        byte[] signed =
                signer.sign(mail("Subject: Invoice\r\n", "Please pay.\r\n")).orElseThrow();

        assertThatThrownBy(() -> verified((field + "\r\n" + text(signed)).getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("signature");
    }

    @Test
    void changedBodyShouldBreakTheSignature() {
        byte[] signed =
                signer.sign(mail("Subject: Invoice\r\n", "Please pay.\r\n")).orElseThrow();

        assertThatThrownBy(() -> verified(text(signed).replace("pay", "sue").getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(Exception.class);
    }

    @Test
    void mailShouldBeMadeSevenBitBeforeItIsSigned() throws Exception {
        byte[] mail = ("From: desk@acme.test\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Content-Transfer-Encoding: 8bit\r\n\r\nПривет!\n" + "long ".repeat(300) + "\n")
                .getBytes(StandardCharsets.UTF_8);

        byte[] signed = signer.sign(mail).orElseThrow();

        assertThat(text(signed).chars()).allMatch(c -> c < 128);
        assertThat(text(signed).lines()).allMatch(line -> line.length() <= 78);
        assertThat(verified(signed)).hasSize(1);
        assertThat(new Mime4jMailParser().parse(signed).text())
                .isEqualTo(new Mime4jMailParser().parse(mail).text());
    }

    @ParameterizedTest
    @CsvSource({"desk@help.acme.test, true", "desk@ACME.test, true", "desk@notacme.test, false", "desk@test, false"})
    void onlyDomainAndThoseBelowItShouldBeSigned(String from, boolean signed) {
        byte[] mail = ("From: <" + from + ">\r\nTo: a@b.test\r\n\r\nText\r\n").getBytes(StandardCharsets.US_ASCII);

        assertThat(signer.sign(mail).isPresent()).isEqualTo(signed);
    }

    @Test
    void nearestKeyShouldSign() throws Exception {
        SigningKey below = new SigningKey("help.acme.test", "other", key.key());

        byte[] signed = new MailSigner(List.of(key, below))
                .sign("From: <desk@help.acme.test>\r\n\r\nText\r\n".getBytes(StandardCharsets.US_ASCII))
                .orElseThrow();

        assertThat(text(signed)).contains("d=help.acme.test;").contains("s=other;");
    }

    @Test
    void fieldBeyondAsciiShouldBeLeftOutOfTheSignature() throws Exception {
        byte[] signed = signer.sign(
                        "From: <desk@acme.test>\r\nSubject: Grüße\r\n\r\nText\r\n".getBytes(StandardCharsets.UTF_8))
                .orElseThrow();

        assertThat(verified(signed))
                .singleElement()
                .satisfies(record -> assertThat(record.getHeaders())
                        .extracting(CharSequence::toString)
                        .contains("from")
                        .doesNotContain("subject"));
    }

    @Test
    void mailWithoutSenderShouldPassUnsigned() {
        assertThat(signer.sign("Subject: x\r\n\r\nText\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
        assertThat(signer.sign(new byte[0])).isEmpty();
    }

    private static List<SignatureRecord> verified(byte[] mail) throws Exception {
        return new DKIMVerifier((methods, selector, domain) -> {
                    assertThat(selector + "._domainkey." + domain).isEqualTo(key.recordName());
                    return List.of(key.recordValue());
                })
                .verify(new ByteArrayInputStream(mail));
    }

    private static byte[] mail(String fields, String body) {
        return ("From: \"Acme Support\" <support@acme.test>\r\nTo: Eva <eva@kunde.test>\r\n" + fields
                        + "Message-ID: <1@acme.test>\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
