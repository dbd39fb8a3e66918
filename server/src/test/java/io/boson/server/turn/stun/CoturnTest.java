package io.boson.server.turn.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The repository's configuration of coturn, and this client, against each other. The only peer
/// that the operator allows is the address that relayed packets come from.
class CoturnTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final AtomicInteger PRINCIPALS = new AtomicInteger();

    private static Path folder;
    private static Coturn coturn;

    @BeforeAll
    static void start(@TempDir Path shared) {
        folder = shared;
        coturn =
                Coturn.start(
                        folder,
                        Map.of(
                                "TURN_ALLOWED_PEERS",
                                Coturn.RELAYED,
                                "BOSON_TURN_PREVIOUS_SECRET",
                                Coturn.PREVIOUS));
    }

    @AfterAll
    static void stop() {
        if (coturn != null) {
            coturn.close();
        }
    }

    private static TurnCredentials credentials(String secret, Duration left) throws Exception {
        // One of its own each time: coturn counts an allocation for some time after its release.
        String username =
                "%d:node:%d"
                        .formatted(
                                Instant.now().plus(left).getEpochSecond(),
                                PRINCIPALS.incrementAndGet());
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return new TurnCredentials(
                username,
                Base64.getEncoder()
                        .encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8))));
    }

    private static TurnCredentials good() throws Exception {
        return credentials(Coturn.SECRET, Duration.ofMinutes(1));
    }

    @Test
    void twoPeersReachEachOtherThroughIt() throws Exception {
        try (Ally ann = Ally.allocate(coturn, good());
                Ally ben = Ally.allocate(coturn, good())) {
            ann.permit(ben.relayed());
            ben.permit(ann.relayed());

            ann.send(ben.relayed(), "there");
            Ally.Received heard = ben.receive();
            assertThat(heard.from()).isEqualTo(ann.relayed());
            assertThat(heard.data()).isEqualTo("there");

            ben.send(heard.from(), "and back");
            assertThat(ann.receive().data()).isEqualTo("and back");
        }
    }

    @Test
    void allocatesOverTcpAndTls() throws Exception {
        try (TurnClient tcp = TurnClient.tcp(Coturn.HOST, coturn.port(), RANDOM);
                TurnClient tls =
                        TurnClient.tls(Coturn.HOST, coturn.tlsPort(), trust(folder), RANDOM)) {
            for (TurnClient client : new TurnClient[] {tcp, tls}) {
                TurnClient.Allocation given = client.allocate(good());
                assertThat(given.realm()).isEqualTo("boson");
                assertThat(given.relayed().getAddress().getHostAddress()).isEqualTo(Coturn.RELAYED);
                client.release();
            }
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotBelieved() {
        assertThatThrownBy(
                        () ->
                                TurnClient.tls(
                                        Coturn.HOST,
                                        coturn.tlsPort(),
                                        SSLContext.getDefault(),
                                        RANDOM))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void takesBothSecretsWhileTheyAreChanged() throws Exception {
        for (String secret : new String[] {Coturn.SECRET, Coturn.PREVIOUS}) {
            try (Ally ally = Ally.allocate(coturn, credentials(secret, Duration.ofMinutes(1)))) {
                assertThat(ally.relayed().getPort()).isPositive();
            }
        }
    }

    @Test
    void refusesAWrongSecretAndExpiredCredentials() throws Exception {
        refused(credentials("somebody-else's-secret", Duration.ofMinutes(1)));
        refused(credentials(Coturn.SECRET, Duration.ofSeconds(-5)));
        refused(new TurnCredentials(good().username().replace("node", "operator"), "x"));
    }

    private static void refused(TurnCredentials credentials) throws IOException {
        try (TurnClient client = TurnClient.udp(Coturn.HOST, coturn.port(), RANDOM)) {
            assertThatThrownBy(() -> client.allocate(credentials))
                    .isInstanceOfSatisfying(
                            TurnRefusedException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(401));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.8",
                "0.0.0.0",
                "10.0.0.5",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.3.4",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
            })
    void relaysNothingToAddressesThatAreNotTheOpenInternet(String peer) throws Exception {
        try (Ally ally = Ally.allocate(coturn, good())) {
            forbidden(ally, InetAddress.ofLiteral(peer).getAddress());
        }
    }

    /// Loopback, mapped, compatible, translated, 6to4, Teredo, unique local, link-local, multicast.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000000000000001",
                "00000000000000000000000000000000",
                "00000000000000000000ffff7f000001",
                "00000000000000000000ffffa9fea9fe",
                "00000000000000000000ffff0a000001",
                "0000000000000000000000007f000001",
                "0064ff9b0000000000000000a9fea9fe",
                "20027f00000100000000000000000001",
                "2002a9fea9fe00000000000000000001",
                "20010000000000000000000000000001",
                "fc000000000000000000000000000001",
                "fd00ec2000000000000000000000fe54",
                "fe800000000000000000000000000001",
                "ff020000000000000000000000000001",
            })
    void norInAnyFormOfIpv6(String peer) throws Exception {
        try (Ally ally = Ally.allocateV6(coturn, good())) {
            forbidden(ally, HexFormat.of().parseHex(peer));
        }
    }

    private static void forbidden(Ally ally, byte[] peer) {
        assertThatThrownBy(() -> ally.permit(peer))
                .isInstanceOfSatisfying(
                        TurnRefusedException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(403));
    }

    @Test
    void onePrincipalHasTwelveAllocationsAndNoMore() throws Exception {
        TurnCredentials greedy = good();
        List<Ally> allies = new ArrayList<>();
        try {
            assertThatThrownBy(
                            () -> {
                                while (allies.size() < 20) {
                                    allies.add(Ally.allocate(coturn, greedy));
                                }
                            })
                    .isInstanceOfSatisfying(
                            TurnRefusedException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(486));
            assertThat(allies).hasSize(12);
        } finally {
            for (Ally ally : allies) {
                ally.close();
            }
        }
    }

    @Test
    void theOpenInternetIsAllowed() throws Exception {
        try (Ally ally = Ally.allocate(coturn, good())) {
            ally.permit(InetAddress.ofLiteral("8.8.8.8").getAddress());
        }
    }

    @Test
    void noSecretIsInTheRepositoryOrInItsLog() throws IOException {
        assertThat(Files.readString(Path.of("..", "coturn", "turnserver.conf")))
                .doesNotContain("static-auth-secret=");
        assertThat(coturn.log()).doesNotContain(Coturn.SECRET).doesNotContain(Coturn.PREVIOUS);
    }

    private static SSLContext trust(Path folder) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(folder.resolve("relay.crt"))) {
            store.setCertificateEntry(
                    "it", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
