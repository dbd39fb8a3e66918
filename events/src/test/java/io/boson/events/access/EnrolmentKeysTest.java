package io.boson.events.access;

import static io.boson.events.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Seeds;
import io.boson.events.access.AccessEvent.EnrolmentKeyCreated;
import io.boson.events.access.AccessEvent.EnrolmentKeyRevoked;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EnrolmentKeysTest {

    private static final EnrolmentKeys ONE = EnrolmentKeys.NONE.evolve(created("k1", "aa"));

    @Test
    void aKeyHoldsFromCreationToRevocation() {
        assertThat(EnrolmentKeys.NONE.find("aa")).isEmpty();
        assertThat(ONE.find("aa")).hasValue("k1");
        assertThat(ONE.find("k1")).isEmpty();
        assertThat(ONE.evolve(revoked("k1"))).isEqualTo(EnrolmentKeys.NONE);
    }

    @Test
    void revokingOneKeyLeavesTheOthers() {
        EnrolmentKeys two = ONE.evolve(created("k2", "bb"));
        assertThat(two.evolve(revoked("k1")).find("bb")).hasValue("k2");
        assertThat(two.evolve(revoked("k1")).find("aa")).isEmpty();
    }

    @Test
    void revokingAnIdEndsEverySecretItWasGiven() {
        EnrolmentKeys two = ONE.evolve(created("k1", "bb"));
        assertThat(two.evolve(revoked("k1"))).isEqualTo(EnrolmentKeys.NONE);
    }

    @Test
    void aSecretBelongsToTheIdThatHadItFirst() {
        assertThat(ONE.evolve(created("k2", "aa"))).isEqualTo(ONE);
    }

    @Test
    void whatNoLongerAppliesChangesNothing() {
        assertThat(ONE.evolve(created("k1", "aa"))).isEqualTo(ONE);
        assertThat(ONE.evolve(revoked("k2"))).isEqualTo(ONE);
        assertThat(EnrolmentKeys.NONE.evolve(revoked("k1"))).isEqualTo(EnrolmentKeys.NONE);
    }

    @Test
    void whateverHappenedARevokedIdOpensNothing() {
        Seeds.forEach(
                random -> {
                    List<AccessEvent> history =
                            Stream.generate(() -> event(random)).limit(20).toList();
                    EnrolmentKeys keys = fold(history);
                    assertThat(keys).isEqualTo(fold(history));
                    assertThat(keys.evolve(revoked("k1")).idBySha256()).doesNotContainValue("k1");
                });
    }

    private static EnrolmentKeys fold(List<AccessEvent> history) {
        EnrolmentKeys keys = EnrolmentKeys.NONE;
        for (AccessEvent event : history) {
            keys = keys.evolve(event);
        }
        return keys;
    }

    private static AccessEvent event(RandomGenerator random) {
        String id = Seeds.oneOf(random, List.of("k1", "k2", "k3"));
        return random.nextBoolean()
                ? created(id, Seeds.oneOf(random, List.of("aa", "bb", "cc")))
                : revoked(id);
    }

    private static AccessEvent created(String id, String sha256) {
        return new EnrolmentKeyCreated(id, sha256, "first", at(0));
    }

    private static AccessEvent revoked(String id) {
        return new EnrolmentKeyRevoked(id, at(1));
    }
}
