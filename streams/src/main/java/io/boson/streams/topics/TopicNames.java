package io.boson.streams.topics;

import io.boson.events.Topic;

/// The names of all topics of one deployment.
///
/// @param prefix such as `boson.`; two deployments on one cluster differ by it
public record TopicNames(String prefix) {

    public String of(Topic topic) {
        return prefix + topic.shortName();
    }

    /// Compacted: a node's current state.
    public String fleet() {
        return prefix + "fleet";
    }

    /// Compacted: the sessions that live.
    public String live() {
        return prefix + "live";
    }
}
