package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.OpenSsl;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `wss`, against the JDK's TLS.
class RelayTlsTest {

    @TempDir Path folder;
    private Security.Tls files = new Security.Tls(Path.of("unset"), Path.of("unset"));

    @BeforeEach
    void certificate() throws Exception {
        files = new Security.Tls(folder.resolve("relay.crt"), folder.resolve("relay.key"));
        write("first");
    }

    @Test
    void packetsPassOverTls() throws Exception {
        try (RelayFixture relay = start()) {
            TestPeer node = relay.attachTls(NODE, trusting());
            TestPeer client = relay.attachTls(ANN, trusting());
            byte[] packet = new byte[65_536];
            new Random(1).nextBytes(packet);
            packet[0] = 4;

            node.binary(packet);
            client.expectBinary(packet);
            node.binary((byte) 4);
            client.expectBinary((byte) 4);
            client.hangUp(1000, "bye");
            client.expectClose(1000, "bye".substring(3));
        }
    }

    @Test
    void onlyTls13IsSpoken() throws Exception {
        try (RelayFixture relay = start();
                SSLSocket socket = socket(relay)) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
        try (RelayFixture relay = start();
                SSLSocket socket = socket(relay)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
    }

    @Test
    void plainWebSocketsAreNotUnderstood() throws Exception {
        try (RelayFixture relay = start()) {
            RawPeer plain = relay.raw().send(RawPeer.request("/relay/" + ANN));
            assertThat(plain.awaitEnd()).isTrue();
        }
    }

    @Test
    void changedFilesAreShownToNewSocketsAndBrokenOnesAreNot() throws Exception {
        Certificate certificate = new Certificate(files);
        Object first = certificate.context();
        certificate.refresh();
        assertThat(certificate.context()).isSameAs(first);

        Files.writeString(files.certificate(), "nonsense");
        certificate.refresh();
        assertThat(certificate.context()).isSameAs(first);

        write("a longer name than before");
        certificate.refresh();
        assertThat(certificate.context()).isNotSameAs(first);
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws Exception {
        Files.writeString(files.key(), "nonsense");
        assertThatThrownBy(() -> new Certificate(files))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("relay.key");
        Files.delete(files.certificate());
        assertThatThrownBy(this::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("relay.crt");
    }

    @Test
    void boringSslIsUsedWhereItLoads() {
        assertThat(Certificate.provider())
                .isEqualTo(OpenSsl.isAvailable() ? "BoringSSL" : "the JDK's TLS");
    }

    private RelayFixture start() throws IOException {
        return new RelayFixture(Transport.best(), settings -> settings, files);
    }

    private void write(String name) throws Exception {
        X509Bundle bundle =
                new CertificateBuilder()
                        .subject("CN=" + name)
                        .addSanDnsName("localhost")
                        .addSanIpAddress("127.0.0.1")
                        .setIsCertificateAuthority(true)
                        .buildSelfSigned();
        Files.writeString(files.certificate(), bundle.getCertificatePEM());
        Files.writeString(files.key(), bundle.getPrivateKeyPEM());
    }

    private static SSLSocket socket(RelayFixture relay) throws Exception {
        return (SSLSocket)
                trusting().getSocketFactory().createSocket("127.0.0.1", relay.server.port());
    }

    /// Trusts what this test has signed itself.
    private static SSLContext trusting() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new javax.net.ssl.KeyManager[0], new TrustManager[] {new Trusting()}, null);
        return context;
    }

    private static final class Trusting extends javax.net.ssl.X509ExtendedTrustManager
            implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
