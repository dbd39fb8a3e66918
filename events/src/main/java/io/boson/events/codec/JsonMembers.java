package io.boson.events.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/// Reading objects member by member, for the events that are read by hand.
final class JsonMembers {

    private JsonMembers() {}

    @FunctionalInterface
    interface Taker {
        /// Called at the value of the member; leaves the parser at that value's end.
        void take(String name) throws IOException;
    }

    /// Calls `take` at the value of each member of the object that `in` stands at.
    static void each(JsonParser in, Taker take) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException("not an object");
        }
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            take.take(name);
        }
    }

    static <T> T parsed(String name, JsonParser in, Function<String, Optional<T>> parse)
            throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw new IOException(name + " is no text");
        }
        return parse.apply(in.getText()).orElseThrow(() -> new IOException(name + " does not fit"));
    }

    /// @throws IOException also where it is a fraction, or beyond 64 bits
    static long whole(String name, JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new IOException(name + " is no whole number");
        }
        return in.getLongValue();
    }
}
