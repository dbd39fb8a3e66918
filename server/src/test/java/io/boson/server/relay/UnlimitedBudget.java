package io.boson.server.relay;

import io.boson.server.token.VerificationBudget;
import java.net.InetAddress;
import java.time.Duration;

/// Every address may have its signatures computed, until it is told to wait.
final class UnlimitedBudget implements VerificationBudget {

    private volatile Duration wait = Duration.ZERO;

    void exhaust() {
        wait = Duration.ofSeconds(1);
    }

    @Override
    public Duration take(InetAddress address) {
        return wait;
    }

    @Override
    public void failed(InetAddress address) {}
}
