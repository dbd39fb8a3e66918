package io.boson.history;

/// The database is there and is not ours to write to; the message says what to do.
public final class HistoryRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HistoryRefusedException(String message) {
        super(message);
    }
}
