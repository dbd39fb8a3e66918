package io.boson.server.http;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with a request's fields, all of it, so that its author mends it in one go.
final class FieldErrors {

    /// A body of garbage must not make an answer longer than itself.
    private static final int ERRORS_MAX = 50;

    private final List<Problem.Detail> errors = new ArrayList<>();

    void add(String field, String message) {
        if (errors.size() < ERRORS_MAX) {
            errors.add(new Problem.Detail(field, message));
        }
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    ProblemException asException() {
        return Problem.invalid(errors).asException();
    }
}
