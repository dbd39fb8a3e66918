package io.boson.relay.flow;

/// Told what becomes of sessions. Called within the switch's methods: it must not wait, and not
/// call the switch.
@FunctionalInterface
public interface SwitchListener {
    void on(SwitchEvent event);
}
