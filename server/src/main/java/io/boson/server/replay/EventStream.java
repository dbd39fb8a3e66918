package io.boson.server.replay;

import io.boson.server.http.Json;
import io.boson.server.http.JsonBody;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// An answer that goes on: Server-Sent Events, or one JSON object per line. Written as it goes, by
/// a thread that waits where the reader is slow, so what is read ahead is one page at most.
///
/// ```
///   id: <where to go on>            {"id":"<where to go on>","event":"sample","data":{...}}
///   event: sample
///   data: {...}
/// ```
///
/// It ends with an event `end`, or `error`; one that ends without was cut off.
final class EventStream {

    /// What asks for Server-Sent Events; everything else gets lines.
    static final String SSE = "text/event-stream";

    static final String NDJSON = "application/x-ndjson";

    /// Nothing for so long, and the connection would count as idle.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    private final OutputStream out;
    private final boolean sse;
    private long count;

    EventStream(OutputStream out, boolean sse) {
        this.out = out;
        this.sse = sse;
    }

    /// @param id where to go on after this one
    void event(String id, String name, JsonBody data) throws IOException {
        count++;
        write(id, name, data);
    }

    void end() throws IOException {
        long all = count;
        write(
                "",
                "end",
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("count", all);
                    json.writeEndObject();
                });
        out.flush();
    }

    void error(String message) throws IOException {
        write(
                "",
                "error",
                json -> {
                    json.writeStartObject();
                    json.writeStringField("message", message);
                    json.writeEndObject();
                });
        out.flush();
    }

    private void write(String id, String name, JsonBody data) throws IOException {
        if (sse) {
            text(id.isEmpty() ? "" : "id: " + id + "\n");
            text("event: " + name + "\ndata: ");
            out.write(Json.bytes(data));
            text("\n\n");
            return;
        }
        out.write(
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            if (!id.isEmpty()) {
                                json.writeStringField("id", id);
                            }
                            json.writeStringField("event", name);
                            json.writeFieldName("data");
                            data.writeTo(json);
                            json.writeEndObject();
                        }));
        text("\n");
    }

    /// Waits, with a sign of life now and then.
    void pause(Duration wait) throws IOException, InterruptedException {
        Duration rest = wait;
        if (rest.isPositive()) {
            out.flush();
        }
        while (rest.isPositive()) {
            Duration part = rest.compareTo(SILENCE_MAX) < 0 ? rest : SILENCE_MAX;
            TimeUnit.NANOSECONDS.sleep(part.toNanos());
            rest = rest.minus(part);
            if (rest.isPositive()) {
                text(sse ? ":\n\n" : "\n");
                out.flush();
            }
        }
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
