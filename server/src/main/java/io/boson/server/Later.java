package io.boson.server;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/// What is to be done later, and again and again.
final class Later {

    private Later() {}

    /// What it was to do later it leaves undone when the server stops.
    static ScheduledExecutorService scheduler() {
        ScheduledThreadPoolExecutor scheduler =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("scheduler").daemon().factory());
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return scheduler;
    }
}
