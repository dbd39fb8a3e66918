package io.boson.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CertCommandTest {

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theKeyBelongsToTheCertificateAndOnlyItsOwnerReadsIt() throws Exception {
        assertThat(run("--host", "relay.example,192.0.2.7,2001:db8::1", "--days", "3")).isZero();

        X509Certificate certificate;
        try (var in = Files.newInputStream(folder.resolve("relay.crt"))) {
            certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        certificate.checkValidity();
        assertThat(certificate.getSubjectAlternativeNames())
                .contains(List.of(2, "relay.example"), List.of(7, "192.0.2.7"))
                .hasSize(3);
        Path key = folder.resolve("relay.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        String der = Files.readString(key).replaceAll("-----[A-Z ]+-----|\\n", "");
        Signature signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(
                KeyFactory.getInstance("EC")
                        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(der))));
        signing.update(new byte[] {1});
        byte[] signature = signing.sign();
        signing.initVerify(certificate.getPublicKey());
        signing.update(new byte[] {1});
        assertThat(signing.verify(signature)).isTrue();
        assertThat(out.toString())
                .isEqualTo(
                        "BOSON_RELAY_CERTIFICATE=%s%nBOSON_RELAY_KEY=%s%n"
                                .formatted(
                                        folder.resolve("relay.crt").toAbsolutePath(),
                                        key.toAbsolutePath()));
    }

    @Test
    void nothingIsWrittenOver() throws Exception {
        Files.writeString(folder.resolve("relay.key"), "mine");

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("relay.key is there already");
        assertThat(folder.resolve("relay.key")).hasContent("mine");
        assertThat(folder.resolve("relay.crt")).doesNotExist();
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThat(run("--days", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--days must be from 1 to 825");
        assertThat(run("--host", "a b")).isEqualTo(2);
        assertThat(err.toString()).contains("--host must be names and IP addresses");
    }

    private int run(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--out";
        all[words.length + 1] = folder.toString();
        return new CommandLine(new CertCommand().spec())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
