package io.boson.relay.wire;

/// What is wrong with a frame, in the words its sender is told.
public enum FrameFault {
    NOT_JSON("Frame is not valid JSON"),
    NOT_AN_OBJECT("Frame is not one JSON object"),
    MISSING_TYPE("Field 'type' is missing or not a string"),
    UNKNOWN_TYPE("Field 'type' names no known frame"),
    BAD_SESSION_ID("Field 'sessionId' is not a UUID"),
    BAD_PAYLOAD("Field 'payload' is neither a non-empty Buffer of bytes nor base64"),
    BAD_DATA("Field 'data' is not base64 of a packet"),
    BAD_COMPRESSION("Field 'data' is not base64 of gzip of a control frame within 65536 bytes"),
    BAD_BATCH("Batch is cut short or has bytes left over"),
    DATA_AS_TEXT("Data travels in binary frames here"),
    BAD_CHANNEL("Binary frame is shorter than its channel"),
    UNKNOWN_ACTION("Field 'payload.action' is neither 'connect' nor 'disconnect'");

    private final String text;

    FrameFault(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
