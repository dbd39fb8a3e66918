package io.boson.history;

/// The database does not answer. Broken I/O: the caller may try again later.
public final class HistoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HistoryUnavailableException(Throwable cause) {
        super("the history does not answer", cause);
    }
}
