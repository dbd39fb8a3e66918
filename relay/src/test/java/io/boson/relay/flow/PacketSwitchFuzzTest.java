package io.boson.relay.flow;

import static io.boson.relay.fuzz.FuzzInput.check;

import io.boson.events.node.WireGuardKey;
import io.boson.relay.fuzz.FuzzContract;
import io.boson.relay.fuzz.FuzzInput;
import io.boson.relay.wireguard.Forged;
import java.time.Duration;
import java.util.List;

/// Whatever others do who know every key but the client's: the switch stays within its bounds,
/// tells what became of every datagram, and a pair that is established keeps working. Others have
/// other IP addresses, sessions with the same node, and a node of their own; the node's WebSockets
/// are not theirs, which may say where the node is.
///
/// The input is read as steps, of a byte that says which and of the bytes that it needs. Long
/// sequences are [SwitchFuzzTest]'s, which knows no coverage.
public class PacketSwitchFuzzTest extends FuzzContract {

    private static final int RUNS = 10_000;
    private static final int STEPS_MAX = 200;
    private static final int DATAGRAM_MAX = 160;
    private static final int SESSIONS = 6;
    private static final int FLOWS = 24;
    private static final int ENDPOINTS = 16;
    private static final int STRANGERS = 8;
    private static final int SOURCES = 8;
    private static final int FAN_OUT = 4;

    private static final WireGuardKey CLIENT = SwitchRig.key(50);
    private static final WireGuardKey NODE = SwitchRig.key(100);
    private static final WireGuardKey OTHER_NODE = SwitchRig.key(101);

    /// Of these sessions the node is the other one.
    private static final int OTHERS_FROM = 4;

    private static final int OTHERS = 8;
    private static final List<WireGuardKey> CLIENTS =
            List.of(SwitchRig.key(1), SwitchRig.key(2), SwitchRig.key(3));
    private static final int OURS = 90;
    private static final int CLIENT_INDEX = 1;
    private static final int NODE_INDEX = 2;

    /// Of all that a run lets pass: the established flow is not to end by itself.
    private static final long PASSING_MAX = Duration.ofSeconds(170).toNanos();

    public PacketSwitchFuzzTest() {
        super(RUNS);
    }

    private static SwitchLimits limits() {
        SwitchLimits.Rate plenty = new SwitchLimits.Rate(1_000, 1_000);
        SwitchLimits.Rate few = new SwitchLimits.Rate(1, 3);
        return new SwitchLimits(
                SESSIONS, 4, FLOWS, 4, ENDPOINTS, STRANGERS, 4, 2, SOURCES, FAN_OUT, 3, few, plenty,
                few, few, plenty, plenty, plenty, 16);
    }

    /// Each begins by admitting another client with the same node: its handshake and proof, from
    /// either side; a rekey; a WebSocket; a restart.
    @Override
    protected List<byte[]> seeds() {
        byte[] handshake = {0, 0, 0, 0, 5, 1, 0, 0, 5, 0, 0, 3, 6, 1, 0, 3, 3, 8, 0, 0, 3, 9};
        byte[] socket = {0, 0, 0, 0, 1, 0, 0, 0, 5, 4, 0, 0, 0, 3, 2, 0};
        byte[] rest = {4, 90, 3, 3, 3, 2, 1, 7, 0, 4, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
        return List.of(handshake, socket, rest);
    }

    @Override
    protected void feed(byte[] input) {
        fuzzerTestOneInput(input);
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        new Play(bytes).play();
    }

    /// One switch and what is done to it.
    private static final class Play {
        private final SwitchRig rig = new SwitchRig(limits());
        private final FuzzInput input;
        private long passed;

        Play(byte[] bytes) {
            this.input = new FuzzInput(bytes);
        }

        void play() {
            rig.admit(OURS, CLIENT, NODE);
            rig.connect(CLIENT, SwitchRig.A1, NODE, SwitchRig.B1, CLIENT_INDEX, NODE_INDEX);
            for (int step = 0; step < STEPS_MAX && !input.isEmpty(); step++) {
                step();
                checkBounds(rig.relay.counts());
            }
            checkReaches(SwitchRig.A1, NODE_INDEX, SwitchRig.B1);
            checkReaches(SwitchRig.B1, CLIENT_INDEX, SwitchRig.A1);
            drain();
        }

        private void step() {
            switch (input.below(9)) {
                case 0 -> admit(input.below(OTHERS));
                case 1 -> rig.relay.open(socket(), end(), rig.now);
                case 2 -> closeOrWithdraw();
                case 3 -> pass(Duration.ofMillis(100L * input.below(256)).toNanos());
                case 4 -> restore();
                case 5 -> receive(Forged.initiation(key().bytes(), input.below(4), rig.random));
                case 6 ->
                        receive(
                                Forged.response(
                                        key().bytes(), input.below(4), input.below(4), rig.random));
                case 7 -> receive(input.bytes(1 + input.below(DATAGRAM_MAX)));
                default -> receive(Forged.transport(input.below(4), 32 + input.below(64)));
            }
        }

        private void receive(byte[] datagram) {
            Endpoint from = endpoint();
            rig.receive(from, datagram);
            check(!rig.sent.isEmpty() || !rig.drops.isEmpty(), "nobody is told what became of it");
            check(rig.answers.size() <= 1, "answers " + rig.answers.size());
            check(rig.sent.size() <= FAN_OUT + rig.answers.size(), "copies " + rig.sent);
            for (byte[] answer : rig.answers) {
                check(answer.length < datagram.length, "an answer of " + answer.length);
            }
            rig.answers.clear();
        }

        private void admit(int session) {
            rig.admit(session, client(), session < OTHERS_FROM ? NODE : OTHER_NODE);
        }

        private void closeOrWithdraw() {
            if (input.flag()) {
                rig.relay.close(socket());
            } else {
                rig.relay.withdraw(SwitchRig.session(input.below(OTHERS)));
            }
        }

        private void pass(long nanos) {
            if (passed + nanos < PASSING_MAX) {
                passed += nanos;
                rig.now += nanos;
            }
            rig.relay.expire(rig.now);
        }

        private void restore() {
            Duration away = Duration.ofSeconds(input.below(190));
            rig.relay.restore(rig.relay.flowTable(rig.now), away, rig.now);
        }

        private void checkReaches(Endpoint from, int index, Endpoint to) {
            List<SwitchRig.Sent> sent = rig.data(from, index);
            check(sent.equals(List.of(new SwitchRig.Sent(4, to))), sent + ", " + rig.drops);
        }

        private static void checkBounds(SwitchCounts counts) {
            check(within(counts.pairs(), SESSIONS), "pairs of " + counts);
            check(within(counts.flows(), FLOWS), "flows of " + counts);
            check(within(counts.endpoints(), ENDPOINTS), "endpoints of " + counts);
            check(within(counts.strangers(), STRANGERS), "strangers of " + counts);
            check(within(counts.sources(), SOURCES), "sources of " + counts);
        }

        private static boolean within(int count, int most) {
            return count >= 0 && count <= most;
        }

        private void drain() {
            rig.relay.withdraw(SwitchRig.session(OURS));
            for (int session = 0; session < OTHERS; session++) {
                rig.relay.withdraw(SwitchRig.session(session));
            }
            for (int socket = 0; socket < 4; socket++) {
                rig.relay.close(new Endpoint.WebSocket(socket / 2, socket % 2));
            }
            rig.pass(Duration.ofSeconds(400));
            SwitchCounts left = rig.relay.counts();
            int things = left.pairs() + left.flows() + left.endpoints() + left.strangers();
            check(things == 0, "left: " + left);
        }

        private WireGuardKey key() {
            return input.flag() ? client() : input.flag() ? NODE : OTHER_NODE;
        }

        private WireGuardKey client() {
            return CLIENTS.get(input.below(CLIENTS.size()));
        }

        private Endpoint.WebSocket socket() {
            return new Endpoint.WebSocket(input.below(2), input.below(2));
        }

        private End end() {
            int session = input.below(OTHERS);
            if (session >= OTHERS_FROM && input.flag()) {
                return new End.NodeChannel(SwitchRig.session(session));
            }
            return session == 0
                    ? new End.Node(OTHER_NODE)
                    : new End.Client(SwitchRig.session(session));
        }

        private Endpoint endpoint() {
            return switch (input.below(8)) {
                case 0, 1 -> socket();
                case 2 -> new Endpoint.Udp(0x2001_0db8_0000_0000L, input.below(3), 7);
                default ->
                        SwitchRig.otherPort(SwitchRig.udp(20 + input.below(4)), 1 + input.below(3));
            };
        }
    }
}
