package io.boson.relay.udp;

import io.boson.relay.stun.StunResponder;

/// Answers what is STUN and hands the rest of each batch on. A request that there is no room left
/// to answer in its batch goes without: its sender repeats it.
final class StunDesk implements DatagramHandler {

    private final StunResponder responder;
    private final DatagramHandler next;

    StunDesk(StunResponder responder, DatagramHandler next) {
        this.responder = responder;
        this.next = next;
    }

    @Override
    public void handle(DatagramBatch batch, long now) {
        DatagramTable arrivals = batch.arrivals();
        int kept = 0;
        for (int row = 0; row < arrivals.size(); row++) {
            if (StunResponder.looksLikeStun(
                    batch.bytes(), arrivals.offset(row), arrivals.length(row))) {
                answer(batch, row, now);
            } else {
                arrivals.move(row, kept++);
            }
        }
        arrivals.truncate(kept);
        next.handle(batch, now);
    }

    private void answer(DatagramBatch batch, int row, long now) {
        int at = batch.reserve(StunResponder.ANSWER_BYTES_MAX);
        if (at == DatagramBatch.NO_ROOM) {
            return;
        }
        DatagramTable from = batch.arrivals();
        int length =
                responder.answer(
                        batch.bytes(),
                        from.offset(row),
                        from.length(row),
                        from.high(row),
                        from.low(row),
                        from.port(row),
                        batch.bytes(),
                        at,
                        now);
        if (length != StunResponder.NO_ANSWER) {
            batch.departures().add(at, length, from.high(row), from.low(row), from.port(row));
        }
    }
}
