package io.boson.server.token;

import java.net.InetAddress;
import java.time.Duration;

/// Lets everything pass until told otherwise, and counts.
final class CountingBudget implements VerificationBudget {

    int taken;
    int failed;
    Duration answer = Duration.ZERO;

    @Override
    public Duration take(InetAddress address) {
        taken++;
        return answer;
    }

    @Override
    public void failed(InetAddress address) {
        failed++;
    }
}
