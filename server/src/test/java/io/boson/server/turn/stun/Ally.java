package io.boson.server.turn.stun;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Function;

/// A client that goes on after its allocation: permissions, and data both ways (RFC 8656 9 to 11).
final class Ally implements AutoCloseable {

    private static final int IPV6 = 2 << 24;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TurnClient client;
    private final InetSocketAddress relayed;

    private Ally(TurnClient client, InetSocketAddress relayed) {
        this.client = client;
        this.relayed = relayed;
    }

    static Ally allocate(Coturn coturn, TurnCredentials credentials) throws IOException {
        return allocate(coturn, credentials, TurnClient::allocation);
    }

    /// The same port, with an IPv6 address relayed (RFC 8656 7.1).
    static Ally allocateV6(Coturn coturn, TurnCredentials credentials) throws IOException {
        return allocate(
                coturn,
                credentials,
                client -> client.allocation().put(Attribute.REQUESTED_ADDRESS_FAMILY, IPV6));
    }

    /// From another port where one before still holds this one.
    private static Ally allocate(
            Coturn coturn, TurnCredentials credentials, Function<TurnClient, StunWriter> request)
            throws IOException {
        while (true) {
            TurnClient client = TurnClient.udp(Coturn.HOST, coturn.port(), new SecureRandom());
            try {
                return new Ally(
                        client,
                        client.allocate(credentials, () -> request.apply(client)).relayed());
            } catch (TurnRefusedException refused) {
                client.close();
                if (refused.code() != TurnRefusedException.MISMATCH) {
                    throw refused;
                }
            }
        }
    }

    InetSocketAddress relayed() {
        return relayed;
    }

    void permit(InetSocketAddress peer) throws IOException {
        var _ =
                client.authenticated(
                        () -> {
                            StunWriter request = client.writer(Method.CREATE_PERMISSION);
                            return request.put(
                                    Attribute.XOR_PEER_ADDRESS,
                                    XorAddress.write(peer, request.transaction()));
                        });
    }

    /// @param address raw, so that an IPv4 address in IPv6's form stays one
    void permit(byte[] address) throws IOException {
        var _ =
                client.authenticated(
                        () -> {
                            StunWriter request = client.writer(Method.CREATE_PERMISSION);
                            return request.put(
                                    Attribute.XOR_PEER_ADDRESS,
                                    XorAddress.write(
                                            address.length == 4 ? 1 : 2,
                                            address,
                                            9,
                                            request.transaction()));
                        });
    }

    void send(InetSocketAddress peer, String data) throws IOException {
        StunWriter indication = client.writer(Method.SEND, Kind.INDICATION);
        indication.put(
                Attribute.XOR_PEER_ADDRESS, XorAddress.write(peer, indication.transaction()));
        client.send(indication.put(Attribute.DATA, data));
    }

    record Received(InetSocketAddress from, String data) {}

    Received receive() throws IOException {
        StunMessage message = client.receive(PATIENCE);
        if (message.kind() != Kind.INDICATION || message.method() != Method.DATA) {
            throw new StunException("no data indication");
        }
        return new Received(
                XorAddress.read(message.value(Attribute.XOR_PEER_ADDRESS), message.transaction()),
                message.text(Attribute.DATA));
    }

    /// One principal has so many allocations and no more.
    @Override
    public void close() throws IOException {
        client.release();
        client.close();
    }
}
