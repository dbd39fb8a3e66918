package io.boson.server.health;

import java.util.Optional;

/// One part's word on itself. Asked on every health request, so it must answer at once.
@FunctionalInterface
public interface Probe {

    Report report();

    /// @param state what it is
    /// @param why for people, where all is not well
    /// @param latencyMillis of the part's last check, where it is one that is reached over a wire
    /// @param connections open now, where the part has any
    record Report(
            State state,
            Optional<String> why,
            Optional<Double> latencyMillis,
            Optional<Integer> connections) {

        public static Report of(State state) {
            return new Report(state, Optional.empty(), Optional.empty(), Optional.empty());
        }

        public static Report of(State state, String why) {
            return new Report(state, Optional.of(why), Optional.empty(), Optional.empty());
        }

        public Report withConnections(int open) {
            return new Report(state, why, latencyMillis, Optional.of(open));
        }

        public Report withLatency(double millis) {
            return new Report(state, why, Optional.of(millis), connections);
        }
    }

    enum State {
        HEALTHY("healthy"),
        DEGRADED("degraded"),
        UNHEALTHY("unhealthy"),
        /// Not there, on purpose; says nothing about the whole.
        DISABLED("disabled");

        private final String text;

        State(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
