package io.boson.relay.flow;

import static io.boson.relay.fuzz.FuzzInput.check;

import io.boson.relay.flow.FlowTableCodec.Decoded;
import io.boson.relay.fuzz.FuzzContract;
import io.boson.relay.fuzz.FuzzInput;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// A file is read whole or refused: what is read says the same when it is written again, and a
/// switch takes it without harm, even where somebody has made the checksum right.
///
/// ```
/// input   0 what is done: 0 bytes as they are   1 head and checksum made right
///                         2 a good file with a byte changed at a place
///         1 the bytes, or after a place of 8 the byte
/// ```
public class FlowTableFuzzTest extends FuzzContract {

    private static final int RUNS = 60_000;
    private static final int HEAD_BYTES = 20;
    private static final int HANDSHAKE_BYTES = 66;
    private static final Instant MADE = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final byte[] GOOD = good();

    public FlowTableFuzzTest() {
        super(RUNS);
    }

    @Override
    protected List<byte[]> seeds() {
        byte[] handshakes = Arrays.copyOfRange(GOOD, HEAD_BYTES, GOOD.length - 4);
        return List.of(
                input(0, GOOD),
                input(1, handshakes),
                input(2, new byte[] {0, 0, 0, 0, 0, 0, 0, 30, 5}));
    }

    private static byte[] input(int what, byte[] bytes) {
        return ByteBuffer.allocate(1 + bytes.length).put((byte) what).put(bytes).array();
    }

    /// Two handshakes, one of them over a WebSocket.
    private static byte[] good() {
        Endpoint.WebSocket socket = new Endpoint.WebSocket(5, 3);
        FlowTable table =
                new FlowTable(
                        List.of(
                                handshake(SwitchRig.A1, SwitchRig.B1, 1),
                                handshake(socket, SwitchRig.B2, 2)));
        return FlowTableCodec.encode(table, MADE);
    }

    private static FlowTable.Handshake handshake(Endpoint client, Endpoint node, int session) {
        Duration age = Duration.ofSeconds(session);
        return new FlowTable.Handshake(
                SwitchRig.session(session), client, node, 10 + session, 20 + session, age);
    }

    @Override
    protected void feed(byte[] input) {
        fuzzerTestOneInput(input);
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        switch (input.below(3)) {
            case 0 -> read(input.rest());
            case 1 -> read(sealed(input.rest()));
            default -> damaged(input);
        }
    }

    private static void damaged(FuzzInput input) {
        byte[] file = GOOD.clone();
        int at = (int) Long.remainderUnsigned(input.number(), file.length);
        byte before = file[at];
        file[at] = (byte) input.below(256);
        boolean isRead = FlowTableCodec.decode(file) instanceof Decoded.Table;
        check(isRead == (file[at] == before), "damage at " + at);
    }

    /// Length, head and checksum fit; what is within may be anything.
    private static byte[] sealed(byte[] handshakes) {
        int count = (handshakes.length + HANDSHAKE_BYTES - 1) / HANDSHAKE_BYTES;
        ByteBuffer file = ByteBuffer.allocate(HEAD_BYTES + count * HANDSHAKE_BYTES + 4);
        file.putInt(0x42464c4f).putInt(1).putLong(MADE.toEpochMilli()).putInt(count);
        file.put(handshakes);
        int end = file.capacity() - 4;
        CRC32C checksum = new CRC32C();
        checksum.update(file.array(), 0, end);
        return file.putInt(end, (int) checksum.getValue()).array();
    }

    private static void read(byte[] file) {
        switch (FlowTableCodec.decode(file)) {
            case Decoded.Refused(var reason) -> check(!reason.isBlank(), "no reason");
            case Decoded.Table(var table, var madeAt) -> {
                check(
                        Arrays.equals(FlowTableCodec.encode(table, madeAt), file),
                        "written again it is another file");
                restore(table);
            }
        }
    }

    private static void restore(FlowTable table) {
        SwitchRig rig = new SwitchRig();
        rig.admit(1, SwitchRig.key(1), SwitchRig.key(11));
        int opened = rig.relay.restore(table, Duration.ofSeconds(1), rig.now);
        rig.admit(2, SwitchRig.key(2), SwitchRig.key(12));
        check(opened <= 2 * table.handshakes().size(), "opened " + opened);
        check(rig.relay.counts().flows() >= opened, "flows " + rig.relay.counts());
        rig.relay.withdraw(SwitchRig.session(1));
        rig.relay.withdraw(SwitchRig.session(2));
        check(rig.relay.counts().flows() == 0, "left: " + rig.relay.counts());
    }
}
