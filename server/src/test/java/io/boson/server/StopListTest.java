package io.boson.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopListTest {

    private final List<String> stopped = new ArrayList<>();
    private final StopList stops = new StopList();

    @Test
    void whatWasStartedLastIsStoppedFirst() {
        stops.add("broker", () -> stopped.add("broker"));
        stops.add("relay", () -> stopped.add("relay"));
        stops.add("HTTP", () -> stopped.add("HTTP"));

        stops.close();

        assertThat(stopped).containsExactly("HTTP", "relay", "broker");
    }

    @Test
    void whatFailsToStopDoesNotKeepTheOthersRunning() {
        stops.add("broker", () -> stopped.add("broker"));
        stops.add(
                "relay",
                () -> {
                    throw new IllegalStateException("it hangs");
                });
        stops.add("HTTP", () -> stopped.add("HTTP"));

        stops.close();

        assertThat(stopped).containsExactly("HTTP", "broker");
    }

    @Test
    void nothingIsStoppedTwice() {
        stops.add("broker", () -> stopped.add("broker"));

        stops.close();
        stops.close();

        assertThat(stopped).containsExactly("broker");
    }

    @Test
    void whatIsAddedIsHandedBack() {
        AutoCloseable broker = () -> stopped.add("broker");

        assertThat(stops.add("broker", broker)).isSameAs(broker);
    }
}
