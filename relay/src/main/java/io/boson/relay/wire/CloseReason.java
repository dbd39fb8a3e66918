package io.boson.relay.wire;

import io.boson.relay.DetachReason;
import io.boson.relay.RefusalReason;

/// What a close frame says: a code of RFC 6455 section 7.4.1 (and 1013 of its registry) and a text.
/// Clients of the original know 1000, 1008 and 1011 and the texts of refusals.
///
/// @param text ASCII, at most 123 characters: a control frame holds 125 bytes
public record CloseReason(int code, String text) {

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int PROTOCOL = 1002;
    private static final int BAD_TEXT = 1007;
    private static final int POLICY = 1008;
    private static final int TOO_BIG = 1009;
    private static final int INTERNAL = 1011;
    private static final int TRY_AGAIN_LATER = 1013;

    /// Text that is not UTF-8: also a protocol error, with a code of its own.
    public static final CloseReason NOT_UTF8 = new CloseReason(BAD_TEXT, "Text is not UTF-8");

    public static CloseReason of(RefusalReason reason) {
        return switch (reason) {
            case INVALID_PATH -> new CloseReason(POLICY, "Invalid path");
            case MISSING_SESSION_ID -> new CloseReason(POLICY, "Missing session ID");
            case INVALID_SESSION -> new CloseReason(POLICY, "Invalid session");
            case NODE_NOT_ONLINE -> new CloseReason(POLICY, "Node not online");
            case UNAUTHORIZED -> new CloseReason(POLICY, "Unauthorized");
            case INTERNAL_ERROR -> new CloseReason(INTERNAL, "Internal server error");
            case TRY_AGAIN_LATER -> new CloseReason(TRY_AGAIN_LATER, "Try again later");
        };
    }

    /// For the ends that the relay brings about; where the peer went first, what it is answered.
    public static CloseReason of(DetachReason reason) {
        return switch (reason) {
            case PEER_CLOSED, CONNECTION_LOST -> new CloseReason(NORMAL, "");
            case DISCONNECTED -> new CloseReason(NORMAL, "Disconnected");
            case REPLACED -> new CloseReason(NORMAL, "Replaced");
            case SESSION_CLOSED, SESSION_EXPIRED, SESSION_NODE_REMOVED, SESSION_NODE_DRAINED ->
                    new CloseReason(NORMAL, "Session ended");
            case SESSION_QUOTA_SPENT -> new CloseReason(POLICY, "Session quota spent");
            case SERVER_STOPPING -> new CloseReason(GOING_AWAY, "Server going away");
            case PROTOCOL_ERROR -> new CloseReason(PROTOCOL, "Protocol error");
            case SILENT -> new CloseReason(POLICY, "No sign of life");
            case NODE_REMOVED -> new CloseReason(POLICY, "Node removed");
            case TOO_MANY_ERRORS -> new CloseReason(POLICY, "Too many errors");
            case TOO_SLOW -> new CloseReason(POLICY, "Too slow");
            case FRAME_TOO_LARGE -> new CloseReason(TOO_BIG, "Frame above 65536 bytes");
            case INTERNAL_ERROR -> new CloseReason(INTERNAL, "Internal server error");
        };
    }
}
