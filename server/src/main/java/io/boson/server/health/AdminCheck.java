package io.boson.server.health;

import com.codahale.metrics.health.HealthCheck;
import io.boson.server.health.Probe.State;

/// The same picture on the operator's listener, in Dropwizard's form.
public final class AdminCheck extends HealthCheck {

    private final Health health;

    public AdminCheck(Health health) {
        this.health = health;
    }

    @Override
    protected Result check() {
        Health.Picture picture = health.look();
        return picture.whole() == State.UNHEALTHY
                ? Result.unhealthy(String.valueOf(picture.parts()))
                : Result.healthy(picture.whole().text());
    }
}
