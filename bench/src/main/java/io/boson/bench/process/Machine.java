package io.boson.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What the whole machine has done since its start, from `/proc/stat`:
///
/// ```text
/// cpu  user nice system idle iowait irq softirq steal ...     in ticks of 10 ms, all processors
/// ```
///
/// @param busy time that its processors worked, for anybody
/// @param all time that they were there
public record Machine(Duration busy, Duration all) {

    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int STEAL = 8;
    private static final long TICK_MILLIS = 10;

    /// @throws IOException where there is no such file
    public static Machine now() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +", -1);
        long all = 0;
        long idle = 0;
        for (int i = 1; i <= STEAL; i++) {
            long ticks = Long.parseLong(fields[i]);
            all += ticks;
            idle += i == IDLE || i == IO_WAIT ? ticks : 0;
        }
        return new Machine(
                Duration.ofMillis((all - idle) * TICK_MILLIS),
                Duration.ofMillis(all * TICK_MILLIS));
    }

    /// The share of the machine that went to neither of us since `before`.
    ///
    /// @param ours processor time that server and client spent meanwhile
    public double othersSince(Machine before, Duration ours) {
        Duration theirs = busy.minus(before.busy).minus(ours);
        return Math.max(0, (double) theirs.toMillis() / all.minus(before.all).toMillis());
    }

    /// As `uptime` says it: processes that ran or wanted to, over the last one and five minutes.
    public static String loadAverage() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
        return fields[0] + " " + fields[1];
    }
}
