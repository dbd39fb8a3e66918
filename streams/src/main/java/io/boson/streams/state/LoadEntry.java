package io.boson.streams.state;

import io.boson.projections.load.NodeLoad;

/// A node's load, and the load that readers were last told of.
public record LoadEntry(NodeLoad load, NodeLoad told) {

    public static final LoadEntry EMPTY = new LoadEntry(NodeLoad.NONE, NodeLoad.NONE);
}
