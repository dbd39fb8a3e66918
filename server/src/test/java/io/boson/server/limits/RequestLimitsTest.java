package io.boson.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.server.config.LimitsConfig;
import io.boson.server.config.Rate;
import io.boson.server.token.Principal;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLimitsTest {

    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.2");
    private static final SessionId SESSION = SessionId.of("0f8fad5b-d9cb-469f-a165-70867728950e");

    private final HandTime time = new HandTime();
    private final RequestLimits limits = new RequestLimits(LimitsConfig.DEFAULTS, time);

    /// Nanoseconds that pass when told to.
    private static final class HandTime implements TimeMeter {

        private long nanos = 1;

        void pass(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    @Test
    void aThousandNodesBehindOneAddressStartAtOnceAndLive() {
        // Register, STUN, heartbeat and metrics of each; only the later ones with a known token.
        for (int i = 0; i < 4 * 1000; i++) {
            assertThat(limits.stranger(HOME, RequestClass.NODES).allowed()).isTrue();
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(limits.take(HOME)).isZero();
        }
        for (int second = 0; second < 300; second++) {
            time.pass(Duration.ofSeconds(1));
            for (int i = 0; i < 1000 / 30 + 1000 / 10 + 1; i++) {
                assertThat(limits.acquainted(HOME, RequestClass.NODES).allowed()).isTrue();
            }
        }
    }

    @Test
    void oneAbuserIsStopped() {
        int allowed = allowedOf(10_000, HOME, RequestClass.NODES);
        assertThat(allowed).isEqualTo(5000);

        time.pass(Duration.ofSeconds(1));

        assertThat(allowedOf(10_000, HOME, RequestClass.NODES)).isEqualTo(300);
        assertThat(limits.stranger(ELSEWHERE, RequestClass.NODES).allowed()).isTrue();
    }

    @Test
    void strangersCannotStarveTheNodesBehindTheirAddress() {
        allowedOf(10_000, HOME, RequestClass.NODES);

        assertThat(limits.stranger(HOME, RequestClass.NODES).allowed()).isFalse();
        assertThat(limits.acquainted(HOME, RequestClass.NODES).allowed()).isTrue();
    }

    @Test
    void everyClassHasItsOwnLimit() {
        assertThat(allowedOf(10_000, HOME, RequestClass.READS)).isEqualTo(500);
        assertThat(allowedOf(10_000, HOME, RequestClass.ROUTING)).isEqualTo(200);
        assertThat(allowedOf(10_000, HOME, RequestClass.OTHER)).isEqualTo(200);
        assertThat(allowedOf(10_000, HOME, RequestClass.HEALTH)).isEqualTo(200);
        assertThat(limits.stranger(HOME, RequestClass.NODES).allowed()).isTrue();
    }

    @Test
    void aRefusalSaysHowLongToWaitAndWaitingHelps() {
        allowedOf(200, HOME, RequestClass.ROUTING);
        Quota refused = limits.stranger(HOME, RequestClass.ROUTING);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(50));
        assertThat(refused.full()).isEqualTo(Duration.ofSeconds(10));
        assertThat(refused.limit()).isEqualTo("200");
        assertThat(refused.policy()).isEqualTo("200;w=10");

        time.pass(refused.retryAfter());

        assertThat(limits.stranger(HOME, RequestClass.ROUTING).allowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, false",
        "2001:db8:1:2::1, 2001:db8:1:3::1, true",
        "192.0.2.1, ::ffff:192.0.2.1, false",
        "0.0.0.7, ::7, true",
    })
    void ipv6IsCountedBySubnet(String first, String second, boolean apart) {
        allowedOf(200, InetAddress.ofLiteral(first), RequestClass.OTHER);

        assertThat(limits.stranger(InetAddress.ofLiteral(second), RequestClass.OTHER).allowed())
                .isEqualTo(apart);
    }

    @Test
    void everyNodeSessionAndOperatorHasItsOwn() {
        Principal node = node("5b1a7cfa-6a30-4a51-9c3c-3a0d1ad8c8f1");
        assertThat(allowedOf(300, node)).isEqualTo(100);
        assertThat(
                        allowedOf(
                                300,
                                new Principal.ClientSession(SESSION, anyNode(), Optional.empty())))
                .isEqualTo(100);
        assertThat(allowedOf(3000, new Principal.Operator("ada"))).isEqualTo(1000);
        assertThat(allowedOf(3000, new Principal.Auditor("ada"))).isEqualTo(1000);

        assertThat(allowedOf(300, node("00000000-0000-0000-0000-000000000001"))).isEqualTo(100);
    }

    @Test
    void enrolmentKeysAreSharedAndStrangersHaveNoName() {
        assertThat(limits.each(new Principal.EnrolmentKeyHolder("fleet"))).isEmpty();
        assertThat(limits.each(new Principal.Anonymous(HOME))).isEmpty();
    }

    @Test
    void signaturesAreComputedWithinABudget() {
        for (int i = 0; i < 2000; i++) {
            assertThat(limits.take(HOME)).isZero();
        }
        assertThat(limits.take(HOME)).isEqualTo(Duration.ofMillis(20));
        assertThat(limits.take(ELSEWHERE)).isZero();
    }

    @Test
    void afterTooManyForgeriesNoneAreComputed() {
        for (int i = 0; i < 60; i++) {
            assertThat(limits.take(HOME)).isZero();
            limits.failed(HOME);
        }
        assertThat(limits.take(HOME)).isEqualTo(Duration.ofSeconds(1));
        assertThat(limits.take(ELSEWHERE)).isZero();

        time.pass(Duration.ofSeconds(1));

        assertThat(limits.take(HOME)).isZero();
    }

    @Test
    void aBucketIsForgottenOnlyWhenItIsFullAnyway() {
        LimitsConfig slow =
                new LimitsConfig(
                        new Rate(1, 100_000),
                        LimitsConfig.DEFAULTS.reads(),
                        LimitsConfig.DEFAULTS.routing(),
                        LimitsConfig.DEFAULTS.other(),
                        LimitsConfig.DEFAULTS.health(),
                        LimitsConfig.DEFAULTS.verifications(),
                        LimitsConfig.DEFAULTS.failures(),
                        LimitsConfig.DEFAULTS.eachNode(),
                        LimitsConfig.DEFAULTS.eachSession(),
                        LimitsConfig.DEFAULTS.eachOperator(),
                        1000);
        RequestLimits patient = new RequestLimits(slow, time);
        for (int i = 0; i < 100_000; i++) {
            patient.stranger(HOME, RequestClass.NODES);
        }

        time.pass(Duration.ofHours(1));

        assertThat(patient.stranger(HOME, RequestClass.NODES).remaining()).isEqualTo(3599);
    }

    @Test
    void theTighterOfTwoQuotasIsTheOneThatRefuses() {
        Quota roomy = quota(true, 90);
        Quota narrow = quota(true, 5);
        Quota last = quota(true, 0);
        Quota refused = quota(false, 0);

        assertThat(roomy.tighter(narrow)).isEqualTo(narrow);
        assertThat(narrow.tighter(roomy)).isEqualTo(narrow);
        assertThat(last.tighter(refused)).isEqualTo(refused);
        assertThat(refused.tighter(last)).isEqualTo(refused);
    }

    private static Quota quota(boolean allowed, long remaining) {
        return new Quota("9", "9;w=1", allowed, remaining, Duration.ZERO, Duration.ZERO);
    }

    private int allowedOf(int requests, InetAddress address, RequestClass kind) {
        int allowed = 0;
        for (int i = 0; i < requests; i++) {
            allowed += limits.stranger(address, kind).allowed() ? 1 : 0;
        }
        return allowed;
    }

    private int allowedOf(int requests, Principal principal) {
        int allowed = 0;
        for (int i = 0; i < requests; i++) {
            allowed += limits.each(principal).orElseThrow().allowed() ? 1 : 0;
        }
        return allowed;
    }

    private static NodeId anyNode() {
        return new NodeId(new UUID(0, 9));
    }

    private static Principal node(String id) {
        return new Principal.RegisteredNode(NodeId.of(id), "r", Instant.EPOCH);
    }
}
