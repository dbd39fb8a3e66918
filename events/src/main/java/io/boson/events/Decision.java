package io.boson.events;

import java.util.List;

/// What a decider says to a command: the events that make it true, or why not.
///
/// Accepting with no events means that what was asked is already so.
public sealed interface Decision<E> {

    record Accepted<E>(List<E> events) implements Decision<E> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Rejected<E>(Rejection reason) implements Decision<E> {}

    static <E> Decision<E> accept(E event) {
        return new Accepted<>(List.of(event));
    }

    static <E> Decision<E> nothing() {
        return new Accepted<>(List.of());
    }

    static <E> Decision<E> reject(Rejection reason) {
        return new Rejected<>(reason);
    }
}
