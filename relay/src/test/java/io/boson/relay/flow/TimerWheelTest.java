package io.boson.relay.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void entriesEndOnceUpToASecondLateAndNeverEarly() {
        Random random = new Random(5);
        long start = -3;
        TimerWheel wheel = new TimerWheel(start);
        List<Contact> waiting = new ArrayList<>();
        long now = start;
        int ended = 0;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextLong(SECOND / 3);
            if (random.nextInt(3) > 0) {
                Contact contact = new Contact(step, 0, step, 1, now - random.nextLong(SECOND * 90));
                wheel.schedule(contact);
                waiting.add(contact);
            } else if (!waiting.isEmpty()) {
                // Put off without the wheel knowing.
                waiting.get(random.nextInt(waiting.size())).heardAt = now;
            }
            List<Timed> over = new ArrayList<>();
            wheel.expire(now, Integer.MAX_VALUE, over::add);
            for (Timed entry : over) {
                assertThat(entry.dueAt()).isBetween(now - 2 * SECOND, now);
                assertThat(waiting.remove((Contact) entry)).isTrue();
                ended++;
            }
        }
        assertThat(ended).isGreaterThan(5_000);
        List<Timed> rest = new ArrayList<>();
        wheel.expire(now + 400 * SECOND, Integer.MAX_VALUE, rest::add);
        assertThat(rest).hasSameSizeAs(waiting);
    }

    @Test
    void workPerCallIsBounded() {
        TimerWheel wheel = new TimerWheel(0);
        for (int i = 0; i < 1_000; i++) {
            wheel.schedule(new Contact(i, 0, i, 1, 0));
        }
        List<Timed> over = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            assertThat(wheel.expire(200 * SECOND, 100, over::add)).isEqualTo(100);
        }
        assertThat(over).hasSize(1_000);
        assertThat(wheel.expire(200 * SECOND, 100, over::add)).isZero();
    }

    @Test
    void cancelledEntriesDoNotEnd() {
        TimerWheel wheel = new TimerWheel(0);
        List<Contact> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(new Contact(i, 0, i, 1, 0));
            wheel.schedule(all.get(i));
        }
        for (int i : new int[] {0, 5, 9, 9}) {
            wheel.cancel(all.get(i));
        }
        List<Timed> over = new ArrayList<>();
        wheel.expire(200 * SECOND, 100, over::add);

        assertThat(over).hasSize(7);
    }
}
