package io.boson.relay.wire;

import io.boson.events.session.SessionId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Base64;
import java.util.Optional;

/// What has been read of one frame. Keys come in any order, so what the pieces mean is known only
/// at the end.
final class FrameDraft {

    /// Stands for a value that is there and is no string; no field of ours may hold it.
    static final String NOT_TEXT = "\0";

    private static final String ABSENT = "";

    private String type = ABSENT;
    private String session = ABSENT;
    private String payloadType = ABSENT;
    private String action = ABSENT;
    private ByteBuf packet = Unpooled.EMPTY_BUFFER;
    private String base64 = ABSENT;
    private String data = ABSENT;
    private boolean compressed;

    void type(String text) {
        type = text;
    }

    void session(String text) {
        session = text;
    }

    void payloadType(String text) {
        payloadType = text;
    }

    void action(String text) {
        action = text;
    }

    void bytes(PacketBytes bytes) {
        packet = Unpooled.wrappedBuffer(bytes.array(), 0, bytes.length());
    }

    void base64(String text) {
        base64 = text;
    }

    /// The string that stands beside `type`, or within the payload.
    void data(String text) {
        data = text;
    }

    void compressed() {
        compressed = true;
    }

    RelayFrame.Incoming finish() {
        return switch (type) {
            case "data" -> data();
            case "packet" -> packet();
            case "control" -> compressed ? inflated() : control();
            case "heartbeat" -> new RelayFrame.Heartbeat();
            case "ping" -> new RelayFrame.Ping();
            case "pong" -> new RelayFrame.Pong();
            case ABSENT, NOT_TEXT -> new RelayFrame.Unreadable(FrameFault.MISSING_TYPE);
            default -> new RelayFrame.Unreadable(FrameFault.UNKNOWN_TYPE);
        };
    }

    private RelayFrame.Incoming data() {
        Optional<RelayFrame.Subject> subject = subject();
        if (subject.isEmpty()) {
            return new RelayFrame.Unreadable(FrameFault.BAD_SESSION_ID);
        }
        ByteBuf bytes = payload();
        return bytes.isReadable()
                ? new RelayFrame.Data(
                        subject.get(),
                        payloadType.equals("Buffer") ? PacketForm.BUFFER : PacketForm.BASE64,
                        bytes)
                : new RelayFrame.Unreadable(FrameFault.BAD_PAYLOAD);
    }

    private RelayFrame.Incoming packet() {
        Optional<RelayFrame.Subject> subject = subject();
        if (subject.isEmpty()) {
            return new RelayFrame.Unreadable(FrameFault.BAD_SESSION_ID);
        }
        ByteBuf bytes = decoded(data);
        return bytes.isReadable()
                ? new RelayFrame.Data(subject.get(), PacketForm.PACKET, bytes)
                : new RelayFrame.Unreadable(FrameFault.BAD_DATA);
    }

    /// The control frame within. Once: what is compressed within it is no control frame.
    private RelayFrame.Incoming inflated() {
        return Gzip.inflate(data)
                .map(FrameReader::readControl)
                .orElse(new RelayFrame.Unreadable(FrameFault.BAD_COMPRESSION));
    }

    /// Whether it is said in the clear that this is a control frame.
    boolean isPlainControl() {
        return type.equals("control") && !compressed;
    }

    private RelayFrame.Incoming control() {
        Optional<RelayFrame.Subject> subject = subject();
        if (subject.isEmpty()) {
            return new RelayFrame.Unreadable(FrameFault.BAD_SESSION_ID);
        }
        return switch (action) {
            case "connect" -> new RelayFrame.Connect(subject.get());
            case "disconnect" -> new RelayFrame.Disconnect(subject.get());
            default -> new RelayFrame.Unreadable(FrameFault.UNKNOWN_ACTION);
        };
    }

    /// Empty where `sessionId` is there and is no UUID.
    private Optional<RelayFrame.Subject> subject() {
        return session.equals(ABSENT)
                ? Optional.of(new RelayFrame.Subject.Unnamed())
                : SessionId.parse(session).map(RelayFrame.Subject.Named::new);
    }

    /// Empty where the payload is missing, empty or malformed.
    private ByteBuf payload() {
        if (payloadType.equals("Buffer")) {
            return packet;
        }
        return decoded(base64);
    }

    private static ByteBuf decoded(String base64) {
        try {
            return Unpooled.wrappedBuffer(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Unpooled.EMPTY_BUFFER;
        }
    }
}
