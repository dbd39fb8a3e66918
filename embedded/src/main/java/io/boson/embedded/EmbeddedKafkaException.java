package io.boson.embedded;

/// The broker could not start; nothing of it is left running. The message is one line for people.
public final class EmbeddedKafkaException extends Exception {

    private static final long serialVersionUID = 1;

    EmbeddedKafkaException(String message) {
        super(message);
    }

    EmbeddedKafkaException(String message, Throwable cause) {
        super(message, cause);
    }
}
