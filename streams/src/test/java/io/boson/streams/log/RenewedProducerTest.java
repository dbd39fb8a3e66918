package io.boson.streams.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class RenewedProducerTest {

    private final List<Held> opened = new ArrayList<>();
    private boolean refusing;

    private final RenewedProducer producer = new RenewedProducer(this::open, Duration.ofSeconds(1));

    /// Kafka's own stand-in; its close waits until it may.
    private static final class Held extends MockProducer<byte[], byte[]> {
        private final CountDownLatch mayClose = new CountDownLatch(1);

        Held() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void close(Duration timeout) {
            try {
                mayClose.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            super.close(timeout);
        }
    }

    private Producer<byte[], byte[]> open() {
        if (refusing) {
            throw new KafkaException("refused");
        }
        opened.add(new Held());
        return opened.getLast();
    }

    @Test
    void oneThatLetARecordExpireIsReplacedOnce() {
        var first = producer.current();
        producer.expired(first);
        producer.expired(first);
        assertThat(opened).hasSize(2);
        assertThat(producer.current()).isSameAs(opened.getLast());
    }

    @Test
    void oneAtATimeIsPutAway() {
        producer.expired(producer.current());
        producer.expired(producer.current());
        assertThat(opened).as("the first is not put away yet").hasSize(2);
        opened.getFirst().mayClose.countDown();
        await().atMost(Duration.ofSeconds(20)).until(() -> opened.getFirst().closed());
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            producer.expired(producer.current());
                            return opened.size() == 3;
                        });
    }

    @Test
    void whereNoneCanBeHadTheOldOneStays() {
        var first = producer.current();
        refusing = true;
        producer.expired(first);
        assertThat(producer.current()).isSameAs(first);
        refusing = false;
        producer.expired(first);
        assertThat(producer.current()).isNotSameAs(first);
    }

    @Test
    void afterTheCloseNoneIsOpened() {
        opened.getFirst().mayClose.countDown();
        producer.close();
        producer.expired(producer.current());
        assertThat(opened).hasSize(1);
    }
}
