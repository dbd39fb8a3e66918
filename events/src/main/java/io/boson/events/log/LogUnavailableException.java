package io.boson.events.log;

/// The log did not acknowledge. Broken I/O, not a refusal: the caller may try again later.
public final class LogUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
