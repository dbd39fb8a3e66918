package io.boson.embedded.postgres;

/// PostgreSQL cannot run here; the message says why, and what to do where something can be done.
public final class EmbeddedPostgresException extends Exception {

    private static final long serialVersionUID = 1L;

    public EmbeddedPostgresException(String message) {
        super(message);
    }

    public EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
