package io.boson.relay.flow;

import io.boson.relay.flow.FlowTable.Handshake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A [FlowTable] in the making: copied some flows at a time, so that packets do not wait for all of
/// them. What opens or closes meanwhile may be in it or not; what stays open is in it, some of it
/// twice where sessions end meanwhile. For the switch's thread.
///
/// ```
/// all keys  | to be copied          | copied                  |
///           0                       left                      size
/// ```
///
/// Backwards, because the last key takes the place of one that goes: it may be copied again, but
/// none is left out.
public final class FlowTableDraft {

    private final Admitted admitted;
    private final long began;
    private final List<Handshake> handshakes = new ArrayList<>();
    private int left;

    FlowTableDraft(Admitted admitted, long now) {
        this.admitted = admitted;
        this.began = now;
        this.left = admitted.keys().size();
    }

    /// Goes on for a while.
    ///
    /// @param stepsMax keys and sessions to look at, about
    /// @return whether all has been copied
    public boolean copy(int stepsMax) {
        List<PeerKey> keys = admitted.keys();
        left = Math.min(left, keys.size());
        int steps = 0;
        while (left > 0 && steps < stepsMax) {
            PeerKey key = keys.get(--left);
            steps++;
            if (key.side == Side.CLIENT) {
                steps += key.pairings.size();
                key.pairings.forEach(this::copy);
            }
        }
        return left == 0;
    }

    private void copy(Pairing pairing) {
        for (Flow flow : pairing.flows) {
            Flow reverse = flow.reverse;
            if (flow.isFromClient && flow.isAlive(began) && reverse != null) {
                handshakes.add(
                        new Handshake(
                                pairing.session(),
                                flow.source.endpoint,
                                reverse.source.endpoint,
                                flow.index,
                                reverse.index,
                                Duration.ofNanos(Math.max(0, began - flow.respondedAt))));
            }
        }
    }

    /// What has been copied, as of when this began.
    public FlowTable table() {
        return new FlowTable(handshakes);
    }
}
