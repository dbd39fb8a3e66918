package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boson.relay.DetachReason;
import io.boson.relay.RecordingListener.Told;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A client that nobody here wrote and that many will use: a browser. A page attaches as a
/// session's end by what a page can do, and both ends say what they heard.
class BrowserTest {

    private static final int PATIENCE_SECONDS = 180;
    private static final int LARGE = 65_532;

    /// Nobody is interrupted by signs of life.
    private static final Duration SILENCE = Duration.ofMinutes(5);

    // The browser's last writes may come after its end is known.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aPageIsASessionsEnd() throws Exception {
        assumeTrue(
                Browser.isHere(),
                "skipped: no " + Browser.PROGRAM + " in PATH (Debian: apt-get install chromium)");
        try (RelayFixture relay = RelayFixture.start(s -> s.heartbeat(SILENCE))) {
            TestPeer node = relay.attachV1(NODE);
            try (Browser browser = Browser.open(page(relay), folder)) {
                originalForms(node);
                ownProtocol(node);
                assertThat(browser.findings().get(PATIENCE_SECONDS, TimeUnit.SECONDS).lines())
                        .containsExactlyElementsOf(expected());
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .untilAsserted(
                            () ->
                                    assertThat(relay.listener.told(Told.ClientDetached.class))
                                            .extracting(Told.ClientDetached::reason)
                                            .containsExactly(
                                                    DetachReason.PEER_CLOSED,
                                                    DetachReason.FRAME_TOO_LARGE));
            node.expectNothingButPong();
        }
    }

    private static void originalForms(TestPeer node) throws Exception {
        // While the browser starts.
        node.expectTextWithin(Duration.ofSeconds(PATIENCE_SECONDS), channel());
        node.expectBinary(framed("0100000007"));
        node.binary(framed("0200000007"));
        node.expectBinary(framed("0408"));
        node.binary(framed("0401"));
        node.expectBinary(framed("0409"));
        node.expectBinary(framed("040a"));
        node.binary(framed("0402")).binary(framed("0403"));
        node.expectBinary(framed("040b"));
        node.binary(framed("0404"));
        node.expectBinary(framed("040c"));
        node.binary(framed("0405"));
    }

    private static void ownProtocol(TestPeer node) throws Exception {
        node.expectBinary(framed(pattern(4)));
        node.binary(framed(pattern(2)));
        node.expectBinary(framed("04010203"));
        node.binary(framed("0406"));
    }

    private static List<String> expected() {
        return List.of(
                "greeted: " + RelayFixture.greeting(ANN),
                "speaks: boson.relay.v0",
                "to a packet: binary 0200000007",
                "to a batch of one: binary 0401",
                "to a batch: binary 0402",
                "to its second packet: binary 0403",
                "to base64: {\"type\":\"packet\",\"data\":\"BAQ=\"}",
                "to a Buffer: {\"type\":\"data\",\"sessionId\":\""
                        + ANN
                        + "\",\"direction\":\"node-to-client\","
                        + "\"payload\":{\"type\":\"Buffer\",\"data\":[4,5]}}",
                "to a ping: {\"type\":\"pong\"}",
                "to nonsense: {\"type\":\"error\",\"data\":\"Frame is not valid JSON\"}",
                "its own close: closed 1000  cleanly",
                "greeted: " + RelayFixture.greeting(ANN),
                "speaks: boson.relay.v1",
                "to a large packet: " + LARGE + " bytes, as sent",
                "to a blob: binary 0406",
                "too large: closed 1009 Frame above 65536 bytes cleanly",
                "a wrong token: closed 1008 Unauthorized cleanly",
                "no token: closed 1008 Unauthorized cleanly");
    }

    private String page(RelayFixture relay) throws IOException {
        try (InputStream source = getClass().getResourceAsStream("/browser.html")) {
            String page =
                    new String(
                            Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
            return page.replace("{{relay}}", "ws://127.0.0.1:" + relay.server.port())
                    .replace("{{session}}", ANN.toString())
                    .replace("{{token}}", FakeAdmissions.TOKEN);
        }
    }

    private static String channel() {
        return "{\"type\":\"control\",\"sessionId\":\""
                + ANN
                + "\",\"direction\":\"server\",\"payload\":{\"action\":\"channel\",\"channel\":1}}";
    }

    /// As the page makes it.
    private static String pattern(int first) {
        byte[] bytes = new byte[LARGE];
        IntStream.range(0, LARGE).forEach(i -> bytes[i] = (byte) (i % 251));
        bytes[0] = (byte) first;
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] framed(String hex) {
        return HexFormat.of().parseHex("00000001" + hex);
    }
}
