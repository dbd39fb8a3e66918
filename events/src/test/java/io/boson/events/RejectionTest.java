package io.boson.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeRejection;
import io.boson.events.session.SessionRejection;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RejectionTest {

    private static Stream<Rejection> rejections() {
        return Stream.of(NodeRejection.values(), SessionRejection.values()).flatMap(Arrays::stream);
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void hasAWordForProgramsAndASentenceForPeople(Rejection rejection) {
        assertThat(rejection.name()).matches("[A-Z]+(_[A-Z]+)*");
        assertThat(rejection.message()).matches("[A-Z].*[a-z]").contains(" ");
    }
}
