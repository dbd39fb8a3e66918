package io.boson.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.server.config.HostPort;
import java.io.IOException;
import java.util.List;

/// Addresses as existing clients read them: `[{"host":"stun.example","port":3478}]`.
public final class HostPortJson {

    private HostPortJson() {}

    public static void write(JsonGenerator out, List<HostPort> all) throws IOException {
        out.writeStartArray();
        for (HostPort each : all) {
            out.writeStartObject();
            out.writeStringField("host", each.host());
            out.writeNumberField("port", each.port());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
