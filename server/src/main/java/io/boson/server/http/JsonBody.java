package io.boson.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// Something that can be written as one JSON value.
@FunctionalInterface
public interface JsonBody {

    void writeTo(JsonGenerator json) throws IOException;
}
