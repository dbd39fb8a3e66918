package io.boson.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;

class BearerTokenTest {

    private final HttpHeaders headers = new DefaultHttpHeaders();

    @Test
    void itIsInAuthorization() {
        authorization("Bearer a.b-c_d");
        protocol("boson.relay.v1");
        assertThat(BearerToken.of(headers)).contains("a.b-c_d");
    }

    @Test
    void orAmongTheOfferedSubprotocols() {
        protocol("boson.relay.v1");
        protocol("boson.relay.v0 , boson.bearer.a.b-c_d");
        assertThat(BearerToken.of(headers)).contains("a.b-c_d");
    }

    @Test
    void twoOfThemAreNone() {
        authorization("Bearer a");
        protocol("boson.bearer.a");
        assertThat(BearerToken.of(headers)).isEmpty();
        headers.clear();
        protocol("boson.bearer.a, boson.bearer.b");
        assertThat(BearerToken.of(headers)).isEmpty();
        headers.clear();
        authorization("Bearer a");
        authorization("Bearer a");
        assertThat(BearerToken.of(headers)).isEmpty();
        headers.clear();
        authorization("Basic a");
        protocol("boson.bearer.b");
        assertThat(BearerToken.of(headers)).isEmpty();
    }

    @Test
    void whatIsNoneIsNone() {
        assertThat(BearerToken.of(headers)).isEmpty();
        authorization("Bearer ");
        assertThat(BearerToken.of(headers)).isEmpty();
        headers.clear();
        authorization("Basic a");
        assertThat(BearerToken.of(headers)).isEmpty();
        headers.clear();
        protocol("boson.bearer., boson.relay.v1");
        assertThat(BearerToken.of(headers)).isEmpty();
    }

    private void authorization(String value) {
        headers.add("Authorization", value);
    }

    private void protocol(String value) {
        headers.add("Sec-WebSocket-Protocol", value);
    }
}
