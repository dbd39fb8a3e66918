package io.boson.relay.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.Optional;

/// Text frames to [RelayFrame.Incoming], one pass, no tree. The shapes are drawn at
/// [RelayFrame.Incoming]. Whatever the bytes are, the answer is a frame; a bad one is
/// [RelayFrame.Unreadable].
public final class FrameReader {

    /// Our frames nest three deep; what a peer adds beside them is skipped, within reason.
    private static final int DEPTH_MAX = 16;

    /// Of a byte's value; what is longer is no byte and would only overflow.
    private static final int DIGITS_MAX = 3;

    private static final int NAME_LENGTH_MAX = 256;
    private static final int NUMBER_LENGTH_MAX = 32;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxDocumentLength(RelayFrame.BYTES_MAX)
                                    .maxStringLength(RelayFrame.BYTES_MAX)
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxNameLength(NAME_LENGTH_MAX)
                                    .maxNumberLength(NUMBER_LENGTH_MAX)
                                    .build())
                    // Two values under one key would let two readers see two frames.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    // A text frame is UTF-8 (RFC 6455 section 5.6), never UTF-16 or UTF-32.
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .build();

    private FrameReader() {}

    /// Reads the readable bytes of `text` and leaves its indices as they are.
    public static RelayFrame.Incoming read(ByteBuf text) {
        int length = text.readableBytes();
        if (length > RelayFrame.BYTES_MAX) {
            return new RelayFrame.Unreadable(FrameFault.NOT_JSON);
        }
        byte[] bytes = ByteBufUtil.getBytes(text, text.readerIndex(), length, false);
        int offset = bytes.length == length ? 0 : text.arrayOffset() + text.readerIndex();
        FrameDraft draft = new FrameDraft();
        Optional<FrameFault> fault = read(bytes, offset, length, draft);
        return fault.isPresent() ? new RelayFrame.Unreadable(fault.get()) : draft.finish();
    }

    /// What was compressed: one more control frame, in the clear.
    static RelayFrame.Incoming readControl(byte[] text) {
        FrameDraft draft = new FrameDraft();
        return read(text, 0, text.length, draft).isEmpty() && draft.isPlainControl()
                ? draft.finish()
                : new RelayFrame.Unreadable(FrameFault.BAD_COMPRESSION);
    }

    private static Optional<FrameFault> read(
            byte[] bytes, int offset, int length, FrameDraft draft) {
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            return read(json, draft);
        } catch (IOException notJson) {
            return Optional.of(FrameFault.NOT_JSON);
        }
    }

    private static Optional<FrameFault> read(JsonParser json, FrameDraft draft) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return Optional.of(FrameFault.NOT_AN_OBJECT);
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "type" -> draft.type(text(json, value));
                case "sessionId" -> draft.session(text(json, value));
                case "data" -> draft.data(text(json, value));
                case "compressed" -> compressed(json, value, draft);
                case "payload" -> payload(json, value, draft);
                default -> json.skipChildren();
            }
        }
        return json.nextToken() == null ? Optional.empty() : Optional.of(FrameFault.NOT_AN_OBJECT);
    }

    private static void compressed(JsonParser json, JsonToken value, FrameDraft draft)
            throws IOException {
        if (value == JsonToken.VALUE_TRUE) {
            draft.compressed();
        }
        json.skipChildren();
    }

    private static void payload(JsonParser json, JsonToken value, FrameDraft draft)
            throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            draft.base64(json.getText());
        } else if (value == JsonToken.START_OBJECT) {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken inner = json.nextToken();
                switch (name) {
                    case "type" -> draft.payloadType(text(json, inner));
                    case "action" -> draft.action(text(json, inner));
                    case "compressed" -> compressed(json, inner, draft);
                    case "data" -> data(json, inner, draft);
                    default -> json.skipChildren();
                }
            }
        } else {
            json.skipChildren();
        }
    }

    private static void data(JsonParser json, JsonToken value, FrameDraft draft)
            throws IOException {
        if (value != JsonToken.START_ARRAY) {
            draft.data(text(json, value));
            return;
        }
        PacketBytes bytes = new PacketBytes();
        boolean good = true;
        JsonToken element = json.nextToken();
        while (element != JsonToken.END_ARRAY) {
            good =
                    good
                            && element == JsonToken.VALUE_NUMBER_INT
                            && json.getTextLength() <= DIGITS_MAX
                            && bytes.append(json.getIntValue());
            if (element.isStructStart()) {
                json.skipChildren();
            }
            element = json.nextToken();
        }
        if (good) {
            draft.bytes(bytes);
        }
    }

    /// The string, or nothing where the value is of another kind, which is then skipped.
    private static String text(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return FrameDraft.NOT_TEXT;
    }
}
