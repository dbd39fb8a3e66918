package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.cli.Connect.Outcome;
import io.boson.server.cli.ConnectRequest;
import io.boson.server.cli.ConnectRequest.Where;
import io.boson.server.cli.Screen;
import io.boson.server.connect.Connection;
import io.boson.server.curve.WireGuardKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `boson connect` against a whole server that knows its clients by a key, and cuts off connections
/// on which nothing moves.
class ConnectApiTest {

    private static TestServer server;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        Map.of("BOSON_CLIENTS", "key", "BOSON_HTTP_IDLE_TIMEOUT", "500ms"));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static NodeHandle register(String country) {
        var body = Bodies.node(UUID.randomUUID());
        body.withObject("/location").put("country", country);
        return server.register(body);
    }

    private Outcome connect(URI api, Where where, Optional<Path> key, boolean qr) {
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Connection(printed).run(new ConnectRequest(api, where, key, qr, Screen.FILE));
    }

    private Outcome connect(Where where, boolean qr) {
        return connect(
                server.address(), where, Optional.of(server.data().resolve("client.key")), qr);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String value(String file, String name) {
        return file.lines()
                .filter(line -> line.startsWith(name + " = "))
                .map(line -> line.substring(name.length() + 3))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + file));
    }

    private static String peers(NodeHandle node) {
        return node.api().get(node.path() + "/wireguard.conf").expect(200).text();
    }

    @Test
    void printsAWholeFileAndSendsThePublicKeyAlone() {
        NodeHandle node = register("SE");

        assertThat(connect(new Where.Node(node.id().toString()), false))
                .isEqualTo(new Outcome.Printed());

        String file = printed();
        byte[] secret = Base64.getDecoder().decode(value(file, "PrivateKey"));
        assertThat(value(peers(node), "PublicKey")).isEqualTo(WireGuardKeys.publicKey(secret));
        assertThat(value(file, "PublicKey")).isEqualTo(Bodies.key(node.id()));
        assertThat(value(file, "Address")).startsWith("100.96.0.2/32, fd");
        assertThat(value(file, "Endpoint")).isEqualTo("localhost:" + server.udpPort());
        assertThat(value(file, "AllowedIPs")).isEqualTo("0.0.0.0/0, ::/0");
        assertThat(value(file, "MTU")).isEqualTo("1420");
        assertThat(file).doesNotContain("# PrivateKey");
        try (FactReader facts = new FactReader(server.bootstrapServers(), "boson.sessions")) {
            assertThat(facts.all())
                    .noneMatch(fact -> fact.data().toString().contains(value(file, "PrivateKey")));
        }
    }

    @Test
    void aCodeIsReadAsTheFile() throws ReaderException {
        NodeHandle node = register("NO");

        assertThat(connect(new Where.Node(node.id().toString()), true))
                .isEqualTo(new Outcome.Printed());

        String file = read(printed().lines().toList());
        byte[] secret = Base64.getDecoder().decode(value(file, "PrivateKey"));
        assertThat(value(peers(node), "PublicKey")).isEqualTo(WireGuardKeys.publicKey(secret));
    }

    /// As a camera would see it, four pixels a module.
    private static String read(List<String> lines) throws ReaderException {
        int zoom = 4;
        int width = lines.getFirst().length() * zoom;
        int height = lines.size() * 2 * zoom;
        int[] pixels = new int[width * height];
        Arrays.setAll(
                pixels,
                i -> {
                    int row = i / width / zoom;
                    char block = lines.get(row / 2).charAt(i % width / zoom);
                    boolean light =
                            block == '\u2588' || block == (row % 2 == 0 ? '\u2580' : '\u2584');
                    return light ? 0xffffff : 0;
                });
        LuminanceSource image = new RGBLuminanceSource(width, height, pixels);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(image))).getText();
    }

    @Test
    void aCountryIsMeant() {
        NodeHandle there = register("IS");

        assertThat(connect(new Where.Country("IS"), false)).isEqualTo(new Outcome.Printed());
        assertThat(value(printed(), "PublicKey")).isEqualTo(Bodies.key(there.id()));
        there.api().delete(there.path()).expect(204);

        register("FI");
        assertThat(connect(new Where.Country("IS"), false))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .startsWith("no node in IS has room now; one in "));
    }

    @Test
    void whatTheServerRefusesIsSaid() {
        NodeHandle node = register("DK");
        Where there = new Where.Node(node.id().toString());
        assertThat(connect(server.address(), there, Optional.empty(), false))
                .isEqualTo(
                        new Outcome.Refused(
                                "the server says 401: Missing or invalid authorization header"));
        assertThat(connect(new Where.Node(UUID.randomUUID().toString()), false))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .startsWith("the server says 409: No node meets"));
        assertThat(connect(URI.create("http://127.0.0.1:1"), there, Optional.empty(), false))
                .isEqualTo(new Outcome.Refused("no server answers at http://127.0.0.1:1"));
        assertThat(connect(server.address(), there, Optional.of(Path.of("no-such-file")), false))
                .isEqualTo(
                        new Outcome.Refused("--client-key-file: no-such-file is no readable key"));
        assertThat(printed()).isEmpty();
        assertThat(peers(node)).doesNotContain("[Peer]");
    }

    /// Longer than connections may be idle: one that waits for an answer is not.
    @Test
    void whoWaitsForPeersIsNotCutOff() {
        NodeHandle node = register("EE");
        String version =
                node.api().get(node.path() + "/wireguard.conf").header("Boson-Peers-Version");
        node.api().get(node.path() + "/wireguard.conf?wait=3&after=" + version).expect(304);
    }
}
