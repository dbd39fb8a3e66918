package io.boson.events.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeCapacityTest {

    private static final NodeCapacity OLD = new NodeCapacity(true, 2, false, 10);
    private static final NodeCapacity NEW = new NodeCapacity(false, 1, true, 11);

    @Test
    void theNewerKnowledgeWinsWhoeverHasIt() {
        assertThat(OLD.newer(NEW)).isEqualTo(NEW);
        assertThat(NEW.newer(OLD)).isEqualTo(NEW);
    }

    @Test
    void ofEquallyNewTheOwnIsKept() {
        NodeCapacity same = new NodeCapacity(true, 7, false, 10);
        assertThat(OLD.newer(same)).isEqualTo(OLD);
        assertThat(same.newer(OLD)).isEqualTo(same);
    }
}
