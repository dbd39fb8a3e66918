package io.boson.embedded;

import java.util.Map;
import java.util.TreeMap;

/// The broker's configuration, under Kafka's own names.
///
/// **Durability.** There is no fsync per record: an acknowledged record is in the page cache, which
/// outlives this process however it ends, kill -9 included. Only a crash of the whole machine can
/// take records that the operating system has not written yet, so dirty segments are flushed every
/// second: that is the most such a crash can cost.
final class BrokerSettings {

    static final int NODE_ID = 1;

    private BrokerSettings() {}

    static Map<String, Object> of(EmbeddedKafkaConfig config, ListenSockets sockets) {
        Map<String, Object> all = new TreeMap<>();
        all.putAll(identity(config, sockets));
        all.putAll(quickStart(config));
        all.putAll(oneCopy(config));
        all.putAll(small());
        all.putAll(disk());
        // As text: Kafka takes no int where it wants a short.
        all.replaceAll((name, value) -> value.toString());
        return all;
    }

    private static Map<String, Object> identity(EmbeddedKafkaConfig config, ListenSockets sockets) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                NODE_ID,
                "controller.quorum.voters",
                NODE_ID + "@" + sockets.controllerAddress(),
                "controller.listener.names",
                ListenSockets.CONTROLLER,
                "inter.broker.listener.name",
                ListenSockets.BROKER,
                "listener.security.protocol.map",
                "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "listeners",
                "BROKER://%s,CONTROLLER://%s"
                        .formatted(sockets.brokerAddress(), sockets.controllerAddress()),
                "log.dirs",
                config.directory().toString());
    }

    private static Map<String, Object> quickStart(EmbeddedKafkaConfig config) {
        return Map.of(
                "server.max.startup.time.ms", config.startTimeoutMax().toMillis(),
                // So that the controller knows at the next start that this broker had gone.
                "controlled.shutdown.enable", true,
                // Half of it is also the time the controller gives itself to answer one.
                "broker.heartbeat.interval.ms", 500,
                // After kill -9 the controller goes on believing in the old broker for this long.
                "broker.session.timeout.ms", 3_000,
                // Nobody else will join a group later.
                "group.initial.rebalance.delay.ms", 0);
    }

    private static Map<String, Object> oneCopy(EmbeddedKafkaConfig config) {
        return Map.of(
                "auto.create.topics.enable", false,
                "num.partitions", config.partitions(),
                "default.replication.factor", 1,
                "offsets.topic.num.partitions", config.partitions(),
                "offsets.topic.replication.factor", 1,
                "transaction.state.log.num.partitions", config.partitions(),
                "transaction.state.log.replication.factor", 1,
                "transaction.state.log.min.isr", 1,
                "share.coordinator.state.topic.replication.factor", 1,
                "share.coordinator.state.topic.min.isr", 1);
    }

    /// Threads and buffers for one process and few partitions; Kafka's defaults are a machine's.
    private static Map<String, Object> small() {
        return Map.of(
                "num.network.threads", 2,
                "num.io.threads", 4,
                "background.threads", 2,
                "group.coordinator.threads", 1,
                "share.coordinator.threads", 1,
                "log.cleaner.threads", 1,
                // 24 bytes per key: 150,000 keys in one pass, more in several.
                "log.cleaner.dedupe.buffer.size", 4L << 20,
                "offsets.topic.segment.bytes", 16 << 20,
                "transaction.state.log.segment.bytes", 16 << 20);
    }

    private static Map<String, Object> disk() {
        return Map.of(
                "log.cleaner.enable",
                true,
                // Retention drops whole segments, and recovery reads each partition's last one.
                "log.segment.bytes",
                32 << 20,
                // Ample for such a segment, and mapped whole for each partition's last one.
                "log.index.size.max.bytes",
                1 << 20,
                "log.flush.interval.ms",
                1_000L,
                "log.flush.scheduler.interval.ms",
                1_000L,
                // Otherwise the controller writes and syncs a record twice a second, for ever.
                "metadata.max.idle.interval.ms",
                0);
    }
}
