package io.boson.embedded;

/// A data directory cannot be used; nothing in it was changed. The message is one line for people.
public final class DataDirectoryException extends Exception {

    private static final long serialVersionUID = 1;

    DataDirectoryException(String message) {
        super(message);
    }

    DataDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
