package io.boson.relay.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SendQueueTest {

    private static final int LIMIT = 128 << 10;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static final String FLOW = "flow";

    private record Drop(String packet, DropReason reason) {}

    private final List<Drop> drops = new ArrayList<>();
    private final SendQueue<String> queue =
            new SendQueue<>(
                    new SendLimits(LIMIT, Duration.ofSeconds(1)),
                    (packet, reason) -> drops.add(new Drop(packet, reason)));

    @Test
    void givesBackWhatItTookInOrder() {
        queue.offer(FLOW, "a", 10, 0);
        queue.offer(FLOW, "b", 10, 1);

        assertThat(queue.poll(2)).contains("a");
        assertThat(queue.poll(2)).contains("b");
        assertThat(queue.poll(2)).isEmpty();
        assertThat(queue.bytes()).isZero();
        assertThat(drops).isEmpty();
    }

    @Test
    void theOldestMakeRoomForTheNewest() {
        int third = LIMIT / 3 - SendQueue.ENTRY_COST;
        queue.offer(FLOW, "a", third, 0);
        queue.offer(FLOW, "b", third, 0);
        queue.offer(FLOW, "c", third, 0);
        queue.offer(FLOW, "d", third + 100, 0);

        assertThat(drops)
                .containsExactly(
                        new Drop("a", DropReason.QUEUE_FULL), new Drop("b", DropReason.QUEUE_FULL));
        assertThat(queue.poll(0)).contains("c");
        assertThat(queue.poll(0)).contains("d");
    }

    @Test
    void whatCanNeverFitIsDropped() {
        queue.offer(FLOW, "giant", LIMIT, 0);

        assertThat(drops).containsExactly(new Drop("giant", DropReason.QUEUE_FULL));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void tinyPacketsCostMoreThanTheirBytes() {
        for (int i = 0; i < LIMIT; i++) {
            queue.offer(FLOW, "tiny", 1, 0);
        }

        assertThat(queue.bytes()).isBetween(LIMIT - 2L * SendQueue.ENTRY_COST, (long) LIMIT);
        assertThat(drops).hasSize(LIMIT - LIMIT / (SendQueue.ENTRY_COST + 1));
    }

    @Test
    void packetsThatWaitedTooLongAreDropped() {
        queue.offer(FLOW, "old", 10, 0);
        queue.offer(FLOW, "young", 10, SECOND / 2);

        assertThat(queue.poll(SECOND + 1)).contains("young");
        assertThat(drops).containsExactly(new Drop("old", DropReason.TOO_OLD));
    }

    @Test
    void aPacketExactlyAsOldAsAllowedIsSent() {
        queue.offer(FLOW, "a", 10, 5);

        assertThat(queue.poll(SECOND + 5)).contains("a");
    }

    @Test
    void ageCountsAlsoWhileNobodyPolls() {
        queue.offer(FLOW, "old", 10, 0);
        queue.expire(SECOND + 1);

        assertThat(queue.bytes()).isZero();
        assertThat(drops).containsExactly(new Drop("old", DropReason.TOO_OLD));
    }

    @Test
    void theClockMayBeNegativeAndOverflow() {
        long start = Long.MAX_VALUE - SECOND / 2;
        queue.offer(FLOW, "a", 10, start);

        assertThat(queue.poll(start + SECOND)).contains("a");
    }

    @Test
    void noticesKeepTheirPlaceAndOutliveFloodAndAge() {
        queue.offer(FLOW, "before", 10, 0);
        assertThat(queue.offerNotice("notice")).isTrue();
        queue.offer(FLOW, "after", LIMIT - 10 - SendQueue.ENTRY_COST, 0);
        queue.expire(2 * SECOND);

        assertThat(drops).extracting(Drop::packet).containsExactly("before", "after");
        assertThat(queue.poll(2 * SECOND)).contains("notice");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void lanesAreReadInTheOrderOfArrival() {
        assertThat(queue.offerNotice("1")).isTrue();
        queue.offer(FLOW, "2", 1, 0);
        assertThat(queue.offerNotice("3")).isTrue();
        queue.offer(FLOW, "4", 1, 0);

        assertThat(Stream.generate(() -> queue.poll(0)).limit(5).flatMap(Optional::stream))
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void handshakesOvertakePacketsAndMakeThemWaitNotDrop() {
        queue.offer(FLOW, "data", 10, 0);
        queue.offerHandshake(FLOW, "initiation", 148, 1);
        queue.offerHandshake(FLOW, "response", 92, 2);
        assertThat(queue.offerNotice("notice")).isTrue();
        queue.offerHandshake(FLOW, "cookie", 64, 3);

        assertThat(Stream.generate(() -> queue.poll(4)).limit(6).flatMap(Optional::stream))
                .containsExactly("initiation", "response", "notice", "cookie", "data");
        assertThat(drops).isEmpty();
    }

    @Test
    void aFloodOfHandshakesLeavesThreeQuartersToPackets() {
        int fit = 3 * LIMIT / 4 / (1280 + SendQueue.ENTRY_COST);
        for (int i = 0; i < fit; i++) {
            queue.offer(FLOW, "data " + i, 1280, 0);
        }
        for (int i = 0; i < 10_000; i++) {
            queue.offerHandshake("flood", "initiation", 148, 0);
        }

        assertThat(drops)
                .hasSizeGreaterThan(9_000)
                .extracting(Drop::packet)
                .containsOnly("initiation");
        assertThat(queue.bytes()).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void aHandshakeTakesThePlaceOfTheOldestPackets() {
        queue.offer(FLOW, "old", LIMIT - 2 * SendQueue.ENTRY_COST - 10, 0);
        queue.offer(FLOW, "new", 10, 0);
        queue.offerHandshake(FLOW, "initiation", 148, 0);

        assertThat(drops).containsExactly(new Drop("old", DropReason.QUEUE_FULL));
    }

    @Test
    void flowsAreServedInTurn() {
        for (int i = 0; i < 4; i++) {
            queue.offer("ann", "ann " + i, 1280, 0);
        }
        queue.offer("ben", "ben 0", 1280, 0);
        queue.offer("cat", "cat 0", 100, 0);
        queue.offer("cat", "cat 1", 100, 0);

        assertThat(Stream.generate(() -> queue.poll(0)).limit(8).flatMap(Optional::stream))
                .containsExactly("ann 0", "ben 0", "cat 0", "cat 1", "ann 1", "ann 2", "ann 3");
    }

    @Test
    void oneFlowsFloodMakesRoomByItsOwnPackets() {
        queue.offer("ann", "ann", 1280, 0);
        for (int i = 0; i < 1_000; i++) {
            queue.offer("flood", "flood", 1280, 0);
        }
        queue.offer("ben", "ben", 1280, 0);

        assertThat(drops).extracting(Drop::packet).containsOnly("flood");
        assertThat(queue.poll(0)).contains("ann");
        assertThat(queue.poll(0)).contains("flood");
        assertThat(queue.poll(0)).contains("ben");
    }

    @Test
    void noticesAreBoundedToo() {
        for (int i = 0; i < SendQueue.NOTICES_MAX; i++) {
            assertThat(queue.offerNotice("n")).isTrue();
        }

        assertThat(queue.offerNotice("one too many")).isFalse();
    }

    @Test
    void closedItDropsWhatItHasAndWhatComes() {
        queue.offer(FLOW, "kept", 10, 0);
        assertThat(queue.offerNotice("notice")).isTrue();
        queue.close();
        queue.offer(FLOW, "late", 10, 0);

        assertThat(drops)
                .containsExactly(
                        new Drop("kept", DropReason.CLOSING), new Drop("late", DropReason.CLOSING));
        assertThat(queue.offerNotice("ignored")).isTrue();
        assertThat(queue.poll(0)).isEmpty();
        assertThat(queue.bytes()).isZero();
    }

    /// What goes in comes out or is dropped, once, in order, and the limit holds throughout.
    @Test
    void nothingIsLostOrDoubledUnderRandomUse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Integer> out = new ArrayList<>();
        List<Integer> dropped = new ArrayList<>();
        SendQueue<Integer> any =
                new SendQueue<>(
                        new SendLimits(LIMIT, Duration.ofSeconds(1)),
                        (packet, _) -> dropped.add(packet));
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextLong(SECOND / 50);
            any.offer(FLOW, i, random.nextInt(4_000), now);
            for (int polls = random.nextInt(3); polls > 0; polls--) {
                any.poll(now).ifPresent(out::add);
            }
            assertThat(any.bytes()).as("seed %d", seed).isBetween(0L, (long) LIMIT);
        }
        any.close();

        assertThat(out).as("seed %d", seed).isSorted();
        assertThat(Stream.concat(out.stream(), dropped.stream()).sorted())
                .as("seed %d", seed)
                .containsExactlyElementsOf(Stream.iterate(0, i -> i + 1).limit(20_000).toList());
    }

    static Stream<Arguments> badLimits() {
        return Stream.of(
                arguments(1, Duration.ofSeconds(1), "bytesMax"),
                arguments(Integer.MAX_VALUE, Duration.ofSeconds(1), "bytesMax"),
                arguments(LIMIT, Duration.ZERO, "ageMax"),
                arguments(LIMIT, Duration.ofDays(1), "ageMax"));
    }

    @ParameterizedTest
    @MethodSource
    void badLimits(int bytesMax, Duration ageMax, String named) {
        assertThatThrownBy(() -> new SendLimits(bytesMax, ageMax))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(named);
    }
}
