package io.boson.history.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.history.DatabaseAddress;
import io.boson.history.HistoryDatabase;
import io.boson.history.PostgresFixture;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// As PostgreSQL itself sends them.
@ExtendWith(PostgresFixture.class)
final class SentArraysTest {

    @Test
    void numbersAreWhatTheyWere(DatabaseAddress address) {
        double[] doubles = {0, 1.5, -2.25, 1e300, Double.MIN_VALUE};
        BigInteger[] integers =
                Stream.of(
                                "0",
                                "1",
                                "9999",
                                "10000",
                                "100000001",
                                "9007199254740993",
                                "9999999999999999",
                                "10000000000000000",
                                "18446744073709551616",
                                "100000000000000000000",
                                "123456789012345678900000000")
                        .map(BigInteger::new)
                        .toArray(BigInteger[]::new);
        try (HistoryDatabase database = new HistoryDatabase(address)) {
            assertThat(SentArrays.doubles(sent(database, "float8", text(doubles))))
                    .containsExactly(doubles);
            assertThat(SentArrays.integers(sent(database, "numeric", text(integers))))
                    .containsExactly(integers);
            assertThat(SentArrays.doubles(sent(database, "float8", ""))).isEmpty();
        }
    }

    private static String text(double[] values) {
        return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(","));
    }

    private static String text(Object[] values) {
        return Arrays.stream(values).map(Object::toString).collect(Collectors.joining(","));
    }

    private static byte[] sent(HistoryDatabase database, String type, String elements) {
        return database.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT array_send('{%s}'::%s[])"
                                                        .formatted(elements, type))
                                        .mapTo(byte[].class)
                                        .one());
    }
}
