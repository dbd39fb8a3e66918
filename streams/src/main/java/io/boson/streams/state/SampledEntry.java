package io.boson.streams.state;

import io.boson.projections.load.SampledLoad;

/// What a node submitted last, and what readers were last told of it.
public record SampledEntry(SampledLoad load, SampledLoad told) {

    public static final SampledEntry EMPTY = new SampledEntry(SampledLoad.NONE, SampledLoad.NONE);
}
