package io.boson.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been started, to be stopped in the reverse order. One that fails to stop does not keep
/// the others from it.
final class StopList implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StopList.class);

    private final Deque<Step> steps = new ArrayDeque<>();

    private record Step(String name, AutoCloseable stop) {}

    /// @return what was given, for the line that made it
    <T extends AutoCloseable> T add(String name, T started) {
        steps.push(new Step(name, started));
        return started;
    }

    @Override
    public void close() {
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            try {
                step.stop().close();
            } catch (Exception failed) {
                LOG.warn("Stopping {} failed", step.name(), failed);
            }
        }
    }
}
