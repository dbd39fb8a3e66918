package io.boson.bench.process;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// How far the server's folds are behind its log, as the broker knows it.
public final class Folds implements AutoCloseable {

    private static final Duration THROUGH_MAX = Duration.ofMinutes(2);
    private static final List<String> GROUPS = List.of("boson-projections-v1", "boson-reactors-v1");

    private final Admin admin;

    private Folds(Admin admin) {
        this.admin = admin;
    }

    public static Folds of(BosonServer server) throws IOException {
        return new Folds(
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                server.bootstrapServers())));
    }

    /// Waits until everything in the log is folded, which the folds tell the broker once a second.
    ///
    /// @return how long that took
    /// @throws IOException where it takes too long
    public Duration awaitThrough() throws IOException, InterruptedException {
        long start = System.nanoTime();
        long behind = behind();
        while (behind > 0) {
            if (System.nanoTime() - start > THROUGH_MAX.toNanos()) {
                throw new IOException("the folds are still behind by " + behind);
            }
            TimeUnit.MILLISECONDS.sleep(50);
            behind = behind();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Records that are in the log and not folded yet, by both applications together.
    private long behind() throws IOException, InterruptedException {
        try {
            long behind = 0;
            for (String group : GROUPS) {
                behind += behind(group);
            }
            return behind;
        } catch (ExecutionException failed) {
            throw new IOException(failed);
        }
    }

    private long behind(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> folded =
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        folded.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        return admin.listOffsets(wanted).all().get().entrySet().stream()
                .mapToLong(
                        end -> {
                            OffsetAndMetadata at = folded.get(end.getKey());
                            return end.getValue().offset() - (at == null ? 0 : at.offset());
                        })
                .sum();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
