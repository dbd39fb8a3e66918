package io.boson.events.session;

import static io.boson.events.Samples.CONNECTION;
import static io.boson.events.Samples.OTHER_CONNECTION;
import static io.boson.events.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.session.Attachment.Attached;
import io.boson.events.session.Attachment.Detached;
import org.junit.jupiter.api.Test;

class AttachmentTest {

    private static final Attachment HELD = new Attached("relay-1", CONNECTION, at(1));

    @Test
    void endsWithTheConnectionThatHoldsIt() {
        assertThat(HELD.detached("relay-1", CONNECTION, at(2))).isEqualTo(new Detached(at(2)));
    }

    @Test
    void staysWhereAnotherConnectionEnds() {
        assertThat(HELD.detached("relay-1", OTHER_CONNECTION, at(2))).isEqualTo(HELD);
        assertThat(HELD.detached("relay-2", CONNECTION, at(2))).isEqualTo(HELD);
    }

    @Test
    void endsOnce() {
        Attachment ended = new Detached(at(1));
        assertThat(ended.detached("relay-1", CONNECTION, at(2))).isEqualTo(ended);
        assertThat(Attachment.never().detached("relay-1", CONNECTION, at(2)))
                .isEqualTo(Attachment.never());
    }
}
