package io.boson.server.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.cli.Connect;
import io.boson.server.cli.ConnectRequest;
import io.boson.server.cli.ConnectRequest.Where;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// `boson connect`.
///
/// 1. Make a key pair; ask for a route with the public half.
/// 2. See that the node is where it should be; a country is only a preference to the server.
/// 3. Fetch the session's file and put the private half where its place is.
///
/// What goes wrong after the session was opened ends it.
public final class Connection implements Connect {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final int KEY_BYTES_MAX = 8_192;

    private final PrintStream out;

    /// @param out takes the file or the code
    public Connection(PrintStream out) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /// An end that the user is told of in one line.
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason);
        }
    }

    @Override
    public Outcome run(ConnectRequest request) {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build()) {
            String file = file(http, request);
            out.print(request.qr() ? TerminalQr.of(file, request.screen().terminal()) : file);
            return new Outcome.Printed();
        } catch (RefusedException why) {
            return new Outcome.Refused(String.valueOf(why.getMessage()));
        } catch (ConnectException | HttpTimeoutException away) {
            return new Outcome.Refused("no server answers at " + request.api());
        } catch (IOException failed) {
            return new Outcome.Refused("the connection to " + request.api() + " broke: " + failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.Refused("interrupted");
        }
    }

    private static String file(HttpClient http, ConnectRequest request)
            throws RefusedException, IOException, InterruptedException {
        Optional<String> credential = credential(request.clientKey());
        OwnKey key = OwnKey.make(new SecureRandom());
        HttpRequest.Builder asked =
                to(request, "/api/v1/routing/request", credential)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(wish(request.where(), key).toString()));
        JsonNode route = parsed(good(http, asked)).path("selectedRoute");
        String session = route.path("id").asText();
        Optional<String> token = Optional.of(route.path("sessionToken").asText());
        boolean done = false;
        try {
            if (request.where() instanceof Where.Country(var wanted)) {
                mustBeIn(wanted, country(http, request, session, token));
            }
            String path = "/api/v1/sessions/" + session + "/wireguard.conf";
            String whole = withKey(good(http, to(request, path, token).GET()), key);
            done = true;
            return whole;
        } finally {
            if (!done) {
                HttpRequest end =
                        to(request, "/api/v1/sessions/" + session, token).DELETE().build();
                http.send(end, BodyHandlers.discarding());
            }
        }
    }

    private static ObjectNode wish(Where where, OwnKey key) {
        ObjectNode wish = JSON.createObjectNode();
        wish.put("clientId", UUID.randomUUID().toString());
        wish.put("clientPublicKey", key.publicText());
        // What is known of its own NAT is nothing; the relay works behind any.
        wish.putObject("clientNetworkInfo").put("ipv4", "0.0.0.0").put("natType", "Symmetric");
        switch (where) {
            case Where.Node(var id) -> wish.put("targetNodeId", id);
            case Where.Country(var code) ->
                    wish.putObject("requirements").put("preferredCountry", code);
        }
        return wish;
    }

    /// Of the node that was chosen.
    private static String country(
            HttpClient http, ConnectRequest request, String session, Optional<String> token)
            throws RefusedException, IOException, InterruptedException {
        String path = "/api/v1/routing/route/" + session + "/explanation";
        JsonNode decision = parsed(good(http, to(request, path, token).GET())).path("decision");
        return decision.path("candidates").path(0).path("inputs").path("country").asText();
    }

    private static void mustBeIn(String wanted, String country) throws RefusedException {
        if (!wanted.equals(country)) {
            throw new RefusedException(
                    "no node in " + wanted + " has room now; one in " + country + " has");
        }
    }

    private static String withKey(String file, OwnKey key) throws RefusedException {
        if (!file.contains("\nEndpoint = ")) {
            throw new RefusedException("this server's relay has no UDP port for WireGuard");
        }
        String whole =
                file.replaceFirst("(?m)^# PrivateKey .*$", "PrivateKey = " + key.privateText());
        if (whole.equals(file)) {
            throw new RefusedException("the server's file has no place for the private key");
        }
        return whole;
    }

    private static Optional<String> credential(Optional<Path> file)
            throws RefusedException, IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Path path = file.get();
        if (!Files.isReadable(path) || Files.size(path) > KEY_BYTES_MAX) {
            throw new RefusedException("--client-key-file: " + path + " is no readable key");
        }
        String key = Files.readString(path).strip();
        if (!key.matches("[!-~]+")) {
            throw new RefusedException("--client-key-file: " + path + " holds no key");
        }
        return Optional.of(key);
    }

    private static HttpRequest.Builder to(
            ConnectRequest request, String path, Optional<String> credential) {
        HttpRequest.Builder to =
                HttpRequest.newBuilder(request.api().resolve(path)).timeout(ANSWER_MAX);
        credential.ifPresent(token -> to.header("Authorization", "Bearer " + token));
        return to;
    }

    private static String good(HttpClient http, HttpRequest.Builder request)
            throws RefusedException, IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofString(), BODY_BYTES_MAX));
        if (answer.statusCode() / 100 != 2) {
            throw new RefusedException(problem(answer));
        }
        return answer.body();
    }

    private static String problem(HttpResponse<String> answer) throws RefusedException {
        JsonNode error = parsed(answer.body()).path("error");
        StringBuilder text = new StringBuilder(error.path("message").asText("no reason given"));
        for (JsonNode detail : error.path("details")) {
            text.append(", ").append(detail.path("field").asText());
            text.append(' ').append(detail.path("message").asText());
        }
        return "the server says " + answer.statusCode() + ": " + text;
    }

    private static JsonNode parsed(String text) throws RefusedException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new RefusedException("what answers there is no Boson server");
        }
    }
}
