package io.boson.server.limits;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.server.config.LimitsConfig;
import io.boson.server.config.Rate;
import io.boson.server.measure.CountsOf;
import io.boson.server.token.Principal;
import io.boson.server.token.VerificationBudget;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Every limit of the server in one place. Thread-safe, bounded in memory, wait-free.
public final class RequestLimits implements VerificationBudget {

    private final Map<RequestClass, Buckets<AddressPrefix>> strangers;
    private final Map<RequestClass, Buckets<AddressPrefix>> acquainted;
    private final Buckets<AddressPrefix> verifications;
    private final Buckets<AddressPrefix> failures;
    private final Buckets<NodeId> nodes;
    private final Buckets<SessionId> sessions;
    private final Buckets<String> operators;
    private final CountsOf<RequestClass> refused = new CountsOf<>(RequestClass.class);

    public RequestLimits(LimitsConfig config, TimeMeter time) {
        this.strangers = perClass(config, time);
        this.acquainted = perClass(config, time);
        this.verifications = buckets(config, config.verifications(), time);
        this.failures = buckets(config, config.failures(), time);
        this.nodes = buckets(config, config.eachNode(), time);
        this.sessions = buckets(config, config.eachSession(), time);
        this.operators = buckets(config, config.eachOperator(), time);
    }

    /// Counts a request without a credential, or with one not known yet.
    public Quota stranger(InetAddress address, RequestClass kind) {
        return bucketsOf(strangers, kind).take(AddressPrefix.of(address));
    }

    /// Counts a request with a credential that was verified before.
    public Quota acquainted(InetAddress address, RequestClass kind) {
        return bucketsOf(acquainted, kind).take(AddressPrefix.of(address));
    }

    /// Counts a request of somebody known. Empty where only the address is limited: an enrolment
    /// key is shared by a whole fleet.
    public Optional<Quota> each(Principal principal) {
        return switch (principal) {
            case Principal.RegisteredNode node -> Optional.of(nodes.take(node.id()));
            case Principal.ClientSession client -> Optional.of(sessions.take(client.session()));
            case Principal.Operator operator -> Optional.of(operators.take(operator.name()));
            // Apart from an operator of the same name.
            case Principal.Auditor auditor -> Optional.of(operators.take("/" + auditor.name()));
            case Principal.EnrolmentKeyHolder _,
                    Principal.ClientKeyHolder _,
                    Principal.Anonymous _ ->
                    Optional.empty();
        };
    }

    /// Tells that a request was turned away, by whichever limit.
    public void refused(RequestClass kind) {
        refused.add(kind);
    }

    /// Requests turned away so far.
    public Map<RequestClass, Long> refusals() {
        return refused.sums();
    }

    @Override
    public Duration take(InetAddress address) {
        AddressPrefix prefix = AddressPrefix.of(address);
        Duration afterFailures = failures.untilAllowed(prefix);
        return afterFailures.isPositive() ? afterFailures : verifications.take(prefix).retryAfter();
    }

    @Override
    public void failed(InetAddress address) {
        failures.take(AddressPrefix.of(address));
    }

    private static Map<RequestClass, Buckets<AddressPrefix>> perClass(
            LimitsConfig config, TimeMeter time) {
        Map<RequestClass, Buckets<AddressPrefix>> all = new EnumMap<>(RequestClass.class);
        for (RequestClass kind : RequestClass.values()) {
            all.put(kind, buckets(config, rate(config, kind), time));
        }
        return all;
    }

    private static Rate rate(LimitsConfig config, RequestClass kind) {
        return switch (kind) {
            case NODES -> config.nodes();
            case READS -> config.reads();
            case ROUTING -> config.routing();
            case HEALTH -> config.health();
            case OTHER -> config.other();
        };
    }

    private static <K> Buckets<K> buckets(LimitsConfig config, Rate rate, TimeMeter time) {
        return new Buckets<>(rate, config.bucketsMax(), time);
    }

    private static Buckets<AddressPrefix> bucketsOf(
            Map<RequestClass, Buckets<AddressPrefix>> map, RequestClass kind) {
        Buckets<AddressPrefix> found = map.get(kind);
        if (found == null) {
            throw new IllegalStateException("every class has buckets");
        }
        return found;
    }
}
