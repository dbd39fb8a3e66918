package io.boson.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// How JSON is read and written here: compact, on one line, streamed without reflection.
public final class Json {

    /// The content type of every answer. Clients match on it, so the space is part of it.
    static final String TYPE = "application/json; charset=utf-8";

    private static final int DEPTH_MAX = 32;
    private static final int TOKENS_MAX = 100_000;

    /// Of any value; the reader of each knows its own. The longest that anybody wants is the base64
    /// of a packet of 64 KiB.
    private static final int TEXT_CHARS_MAX = 96 * 1024;

    private static final int NAME_CHARS_MAX = 256;
    private static final int NUMBER_CHARS_MAX = 64;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxTokenCount(TOKENS_MAX)
                                    .maxStringLength(TEXT_CHARS_MAX)
                                    .maxNameLength(NAME_CHARS_MAX)
                                    .maxNumberLength(NUMBER_CHARS_MAX)
                                    .build())
                    // Virtual threads are too many and too short-lived to keep buffers of their
                    // own.
                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                    .build();

    static final ObjectReader TREE =
            JsonMapper.builder(FACTORY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .reader();

    /// Values one after another.
    static final ObjectReader LINES = JsonMapper.builder(FACTORY).build().readerFor(JsonNode.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    /// The body as UTF-8.
    public static byte[] bytes(JsonBody body) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(FACTORY._getBufferRecycler())) {
            try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
                body.writeTo(json);
            }
            byte[] whole = bytes.toByteArray();
            bytes.release();
            return whole;
        } catch (IOException impossible) {
            // Memory does not fail to be written; a body that cannot be JSON is a bug.
            throw new UncheckedIOException(impossible);
        }
    }

    /// As all times of the API are written: UTC with milliseconds, `2026-11-22T10:15:30.123Z`.
    public static String time(Instant instant) {
        return TIME.format(instant);
    }
}
