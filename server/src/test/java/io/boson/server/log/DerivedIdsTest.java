package io.boson.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedIdsTest {

    private static final Origin ANN = new Origin("request-1", "node:ann", Optional.empty());
    private static final Origin ANN_AGAIN = new Origin("request-2", "node:ann", Optional.empty());
    private static final Origin BOB = new Origin("request-3", "node:bob", Optional.empty());
    private static final UUID FRESH = new UUID(1, 2);

    private static UUID otherwise() {
        return FRESH;
    }

    @Test
    void theSameCallerWithTheSameKeyGetsTheSameId() {
        assertThat(of("route", ANN, "k")).isEqualTo(of("route", ANN_AGAIN, "k"));
    }

    @Test
    void anotherCallerKeyOrPurposeGetsAnother() {
        UUID id = of("route", ANN, "k");

        assertThat(of("route", BOB, "k")).isNotEqualTo(id);
        assertThat(of("route", ANN, "k2")).isNotEqualTo(id);
        assertThat(of("register", ANN, "k")).isNotEqualTo(id);
    }

    /// What is a key's last letter to one may not be an actor's first to another.
    @Test
    void partsDoNotRunIntoEachOther() {
        Origin an = new Origin("request-4", "node:an", Optional.empty());

        assertThat(of("route", an, "nk")).isNotEqualTo(of("route", ANN, "k"));
        assertThat(of("routen", ANN, "k")).isNotEqualTo(of("route", ANN, "nk"));
    }

    @Test
    void withoutAKeyEveryCommandIsNew() {
        assertThat(DerivedIds.of("route", ANN, Optional.empty(), DerivedIdsTest::otherwise))
                .isEqualTo(FRESH);
    }

    private static UUID of(String purpose, Origin origin, String key) {
        return DerivedIds.of(purpose, origin, Optional.of(key), DerivedIdsTest::otherwise);
    }
}
