package io.boson.server.access;

import io.boson.events.access.AccessEvent;
import io.boson.events.access.EnrolmentKeys;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import io.boson.server.token.IssuedToken;
import io.boson.streams.replica.FactReplica;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/// The enrolment key that a server makes for the person who starts it first. A key holds only once
/// the log says so; the log keeps its hash.
public final class FirstKey {

    private static final Duration VISIBLE_MAX = Duration.ofSeconds(10);

    private final FactReplica<EnrolmentKeys> access;
    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;

    public FirstKey(
            FactReplica<EnrolmentKeys> access, EventLog log, Envelopes envelopes, Clock clock) {
        this.access = access;
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
    }

    /// Tells the log of the key unless it knows it, and waits until this instance sees it.
    ///
    /// @throws io.boson.events.log.LogUnavailableException where the log does not take it
    public void announce(String keyId, IssuedToken key) {
        String sha256 = sha256(key.text());
        if (access.state().find(sha256).isPresent()) {
            return;
        }
        AccessEvent created =
                new AccessEvent.EnrolmentKeyCreated(
                        keyId,
                        sha256,
                        "made at the first start",
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
        LogPosition position = log.append(envelopes.of(created, Origin.ofServer("first-key")));
        access.await(position, VISIBLE_MAX);
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
