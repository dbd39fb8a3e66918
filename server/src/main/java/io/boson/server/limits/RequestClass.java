package io.boson.server.limits;

/// What kind of work a request asks for; each kind has its own limit.
public enum RequestClass {
    /// What a living node sends by itself: register, heartbeat, metrics, STUN and TURN questions.
    NODES,
    READS,
    ROUTING,
    HEALTH,
    OTHER;

    private static final String API = "/api/v1/";
    private static final String NODES_PREFIX = API + "nodes/";

    /// @param method in capitals
    /// @param path in lower case, without a trailing slash
    public static RequestClass of(String method, String path) {
        if (path.startsWith("/health")) {
            return HEALTH;
        }
        if (path.startsWith(API + "turn")) {
            return NODES;
        }
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> READS;
            case "POST" -> posted(path);
            default -> OTHER;
        };
    }

    private static RequestClass posted(String path) {
        if (path.startsWith(NODES_PREFIX)
                && (path.endsWith("/heartbeat") || path.endsWith("/register"))) {
            return NODES;
        }
        if (path.startsWith(API + "metrics")) {
            return NODES;
        }
        return path.startsWith(API + "routing") ? ROUTING : OTHER;
    }
}
