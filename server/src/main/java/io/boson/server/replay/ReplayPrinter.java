package io.boson.server.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boson.server.cli.Replay;
import io.boson.server.cli.ReplayRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// `boson replay`: asks the server and prints each line as it comes. Meets the server only from
/// outside.
public final class ReplayPrinter implements Replay {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration TAKE_UP_AFTER = Duration.ofSeconds(1);
    private static final int CUTS_MAX = 5;
    private static final int PROBLEM_CHARS_MAX = 300;

    private final PrintStream out;

    /// @param out takes the lines
    public ReplayPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public Outcome run(ReplayRequest request) {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build()) {
            String token = Files.readString(request.token()).strip();
            return print(http, request, token);
        } catch (IOException fails) {
            return new Outcome.Refused(String.valueOf(fails));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.Refused("interrupted");
        }
    }

    private Outcome print(HttpClient http, ReplayRequest request, String token)
            throws IOException, InterruptedException {
        Optional<String> last = Optional.empty();
        int cuts = 0;
        while (true) {
            HttpResponse<InputStream> answer =
                    http.send(
                            asked(request, token, last), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                return new Outcome.Refused(problem(answer));
            }
            Part part = print(answer.body(), last);
            if (part.outcome.isPresent()) {
                return part.outcome.get();
            }
            cuts = part.last.equals(last) ? cuts + 1 : 0;
            last = part.last;
            if (cuts == CUTS_MAX) {
                return new Outcome.Refused("cut off again and again");
            }
            TimeUnit.MILLISECONDS.sleep(TAKE_UP_AFTER.toMillis());
        }
    }

    /// What one connection brought.
    ///
    /// @param last the id of the last event that came
    /// @param outcome empty where it was cut off
    private record Part(Optional<String> last, Optional<Outcome> outcome) {}

    private Part print(InputStream body, Optional<String> before) {
        Optional<String> last = before;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    continue; // a sign of life
                }
                JsonNode event = JSON.readTree(line);
                switch (event.path("event").asText()) {
                    case "end" -> {
                        return new Part(last, Optional.of(new Outcome.Ended()));
                    }
                    case "error" -> {
                        String why = event.path("data").path("message").asText();
                        return new Part(last, Optional.of(new Outcome.Refused(why)));
                    }
                    default -> {
                        out.println(event.path("data"));
                        last = Optional.of(event.path("id").asText());
                    }
                }
            }
        } catch (IOException cutOff) {
            return new Part(last, Optional.empty());
        }
        return new Part(last, Optional.empty());
    }

    private static HttpRequest asked(ReplayRequest request, String token, Optional<String> last) {
        String path =
                request.node()
                        .map(id -> "/api/v1/metrics/" + id + "/replay")
                        .orElse("/api/v1/replay");
        String query =
                request.parameters().entrySet().stream()
                        .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"));
        URI uri = request.api().resolve(query.isEmpty() ? path : path + "?" + query);
        HttpRequest.Builder asked =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", EventStream.NDJSON);
        last.ifPresent(id -> asked.header("Last-Event-ID", id));
        return asked.build();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String problem(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            String text =
                    new String(body.readNBytes(PROBLEM_CHARS_MAX * 4), StandardCharsets.UTF_8);
            JsonNode error = JSON.readTree(text).path("error");
            return error.path("message").asText() + detail(error);
        } catch (com.fasterxml.jackson.core.JsonProcessingException noJson) {
            return "the server answers " + answer.statusCode();
        }
    }

    private static String detail(JsonNode error) {
        JsonNode first = error.path("details").path(0);
        return first.isMissingNode()
                ? ""
                : ": " + first.path("field").asText() + " " + first.path("message").asText();
    }
}
