package io.boson.server.turn.stun;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/// One conversation with one server. Blocks, each request for at most some 4 s; one thread at a
/// time.
public final class TurnClient implements Closeable {

    private static final int UDP = 17 << 24;

    private final StunTransport transport;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;

    private Optional<Challenge> challenge = Optional.empty();
    private Optional<LongTermKey> key = Optional.empty();
    private String username = "";

    /// What the server wants requests to repeat (RFC 8489 9.2.4).
    private record Challenge(String realm, String nonce) {

        static Challenge of(StunMessage refusal) throws StunException {
            return new Challenge(refusal.text(Attribute.REALM), refusal.text(Attribute.NONCE));
        }
    }

    /// A relayed address, until it is released.
    ///
    /// @param realm as the server names itself
    /// @param relayed where peers reach the client
    public record Allocation(String realm, InetSocketAddress relayed) {}

    TurnClient(StunTransport transport, RandomGenerator random, LongSupplier nanoTime) {
        this.transport = transport;
        this.random = random;
        this.nanoTime = nanoTime;
    }

    /// @param random for transaction ids, which an attacker must not guess
    public static TurnClient udp(String host, int port, RandomGenerator random) throws IOException {
        return new TurnClient(UdpTransport.connect(resolved(host, port)), random, System::nanoTime);
    }

    public static TurnClient tcp(String host, int port, RandomGenerator random) throws IOException {
        return new TurnClient(StreamTransport.tcp(resolved(host, port)), random, System::nanoTime);
    }

    /// @param trust decides about the server's certificate, which must also name the host
    public static TurnClient tls(String host, int port, SSLContext trust, RandomGenerator random)
            throws IOException {
        return new TurnClient(
                StreamTransport.tls(resolved(host, port), host, trust), random, System::nanoTime);
    }

    private static InetSocketAddress resolved(String host, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    /// Asks where this request comes from (RFC 8489 2).
    public InetSocketAddress binding() throws IOException {
        StunMessage answer = exchange(writer(Method.BINDING));
        if (answer.kind() == Kind.ERROR) {
            throw answer.refusal();
        }
        return XorAddress.read(answer.value(Attribute.XOR_MAPPED_ADDRESS), answer.transaction());
    }

    /// Asks for a relayed UDP address (RFC 8656 7).
    ///
    /// @throws TurnRefusedException where the server says no
    public Allocation allocate(TurnCredentials credentials) throws IOException {
        return allocate(credentials, this::allocation);
    }

    Allocation allocate(TurnCredentials credentials, Unsigned request) throws IOException {
        username = credentials.username();
        StunMessage first = exchange(request.write());
        if (first.kind() != Kind.ERROR) {
            throw new StunException("an allocation for somebody without credentials");
        }
        TurnRefusedException refusal = first.refusal();
        if (refusal.code() != TurnRefusedException.UNAUTHENTICATED) {
            throw refusal;
        }
        Challenge asked = Challenge.of(first);
        challenge = Optional.of(asked);
        key = Optional.of(LongTermKey.of(credentials, asked.realm()));
        StunMessage answer = authenticated(request);
        return new Allocation(
                asked.realm(),
                XorAddress.read(answer.value(Attribute.XOR_RELAYED_ADDRESS), answer.transaction()));
    }

    StunWriter allocation() {
        return writer(Method.ALLOCATE).put(Attribute.REQUESTED_TRANSPORT, UDP);
    }

    /// Gives the allocation back (RFC 8656 3.2: a lifetime of zero).
    public void release() throws IOException {
        authenticated(() -> writer(Method.REFRESH).put(Attribute.LIFETIME, 0));
    }

    /// A request.
    @FunctionalInterface
    interface Unsigned {
        StunWriter write();
    }

    /// @throws TurnRefusedException where the server says no
    StunMessage authenticated(Unsigned request) throws IOException {
        StunMessage answer = exchange(signed(request.write()));
        if (answer.kind() == Kind.ERROR
                && answer.refusal().code() == TurnRefusedException.STALE_NONCE) {
            challenge = Optional.of(Challenge.of(answer));
            answer = exchange(signed(request.write()));
        }
        if (answer.kind() == Kind.ERROR) {
            throw answer.refusal();
        }
        if (!answer.isFrom(key.orElseThrow())) {
            throw new StunException("an answer from somebody who does not know the secret");
        }
        return answer;
    }

    StunWriter writer(int method) {
        return writer(method, Kind.REQUEST);
    }

    StunWriter writer(int method, Kind kind) {
        byte[] transaction = new byte[StunMessage.TRANSACTION_BYTES];
        random.nextBytes(transaction);
        return new StunWriter(method, kind, transaction);
    }

    private StunWriter signed(StunWriter request) {
        Challenge asked = challenge.orElseThrow();
        return request.put(Attribute.USERNAME, username)
                .put(Attribute.REALM, asked.realm())
                .put(Attribute.NONCE, asked.nonce())
                .sign(key.orElseThrow());
    }

    /// The answer to one request, which is sent again as often as the transport says.
    private StunMessage exchange(StunWriter request) throws IOException {
        byte[] message = request.finish();
        for (Duration wait : transport.patience()) {
            transport.send(message);
            Optional<StunMessage> answer = await(request.transaction(), wait);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new SocketTimeoutException("no answer");
    }

    private Optional<StunMessage> await(byte[] transaction, Duration wait) throws IOException {
        long deadline = nanoTime.getAsLong() + wait.toNanos();
        try {
            while (true) {
                long left = deadline - nanoTime.getAsLong();
                if (left <= 0) {
                    return Optional.empty();
                }
                StunMessage message = StunMessage.read(transport.receive(Duration.ofNanos(left)));
                boolean answers = message.kind() == Kind.SUCCESS || message.kind() == Kind.ERROR;
                if (answers && Arrays.equals(message.transaction(), transaction)) {
                    return Optional.of(message);
                }
            }
        } catch (SocketTimeoutException late) {
            return Optional.empty();
        }
    }

    /// For what is no request: an indication has no answer (RFC 8656 11).
    void send(StunWriter indication) throws IOException {
        transport.send(indication.finish());
    }

    /// The next message, which is no answer to a request.
    StunMessage receive(Duration within) throws IOException {
        return StunMessage.read(transport.receive(within));
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
