package io.boson.server.simulate.play;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The end of an act: falls once, and wakes everybody who is waiting for something else.
final class Curtain {

    private final CountDownLatch fallen = new CountDownLatch(1);

    void fall() {
        fallen.countDown();
    }

    boolean hasFallen() {
        return fallen.getCount() == 0;
    }

    /// Waits this long, or until the fall.
    ///
    /// @return whether it has fallen
    boolean awaitFall(Duration wait) throws InterruptedException {
        return fallen.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    }
}
