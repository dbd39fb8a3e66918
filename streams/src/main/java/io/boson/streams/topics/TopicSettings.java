package io.boson.streams.topics;

/// How topics are laid out.
///
/// @param partitions of every topic that is keyed by node; fixed once made, because the order of a
///     key's events must not break
/// @param replication copies of each record; 1 on an embedded broker
public record TopicSettings(TopicNames names, int partitions, short replication) {

    public static final int PARTITIONS_MAX = 256;

    public TopicSettings {
        if (partitions < 1 || partitions > PARTITIONS_MAX) {
            throw new IllegalArgumentException("partitions must be 1 to " + PARTITIONS_MAX);
        }
    }
}
