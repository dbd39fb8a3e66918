package io.boson.projections.session;

/// The live sessions as far as this instance has folded the log. Local and immediate.
public interface Sessions {

    LiveSessions snapshot();
}
