package io.boson.streams.reactor;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.codec.Decoded;
import io.boson.events.log.EventEnvelope;
import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeEvent;
import io.boson.events.session.SessionEvent;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.tunnel.TunnelRange;
import io.boson.streams.log.CloudEventHeaders;
import io.boson.streams.log.RecordReader;
import io.boson.streams.projection.SourceTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// One partition's reactors, fed by one thread: first everything is folded that was in the log
/// when this owner took over, then requests are answered and clocks looked at.
final class ReactorTask implements Processor<String, byte[], String, byte[]>, Emitter {

    static final String NODES = "reactor-nodes";
    static final String SESSIONS = "reactor-sessions";

    private static final Set<Topic> READ = Set.of(Topic.NODES, Topic.HEARTBEATS, Topic.SESSIONS);
    private static final Set<Topic> DECIDED_BY = Set.of(Topic.NODES, Topic.SESSIONS);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

    private final RecordReader reader = new RecordReader();
    private final SourceTopics sources;
    private final LogSpans spans;
    private final String source;
    private final TunnelRange tunnels;

    private ProcessorContext<String, byte[]> context;
    private CatchUp catchUp;
    private NodeFold nodes;
    private SessionArbiter arbiter;
    private SessionExpiry expiry;
    private SilenceWatch silence;
    private boolean serving;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    ReactorTask(SourceTopics sources, LogSpans spans, String source, TunnelRange tunnels) {
        this.sources = sources;
        this.spans = spans;
        this.source = source;
        this.tunnels = tunnels;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> newContext) {
        context = newContext;
        serving = false; // Streams may begin anew with a task that it had closed
        Map<Topic, CatchUp.OffsetSpan> unread = spans.of(READ, newContext.taskId().partition());
        catchUp = new CatchUp(unread, DECIDED_BY);
        nodes = new NodeFold(newContext.getStateStore(NODES));
        arbiter = new SessionArbiter(newContext.getStateStore(SESSIONS), nodes, this, tunnels);
        expiry = new SessionExpiry(arbiter, nodes, this);
        CatchUp.OffsetSpan heartbeats = Objects.requireNonNull(unread.get(Topic.HEARTBEATS));
        silence = new SilenceWatch(nodes, this, heartbeats.next() - 1);
        newContext.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> serveWhenCaughtUp());
        newContext.schedule(SWEEP_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> sweep());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        LogPosition position = sources.position(context);
        switch (reader.read(record.headers(), record.value())) {
            case Decoded.Known(var event) when event.topic() == position.topic() ->
                    fold(event, record, position);
            case Decoded.Known(var event) ->
                    throw new UnreadableLogException(
                            position, event.getClass().getSimpleName() + " does not belong here");
            case Decoded.Unknown(var type) ->
                    throw new UnreadableLogException(position, "unknown type '" + type + "'");
            case Decoded.Malformed(var type, var why) ->
                    throw new UnreadableLogException(position, type + ": " + why);
        }
        catchUp.folded(position);
        serveWhenCaughtUp();
    }

    private void fold(Event event, Record<String, byte[]> record, LogPosition position) {
        switch (event) {
            case NodeEvent e -> silence.folded(e.nodeId(), nodes.fold(e, position.offset()));
            case SessionEvent.OfSession e -> arbiter.process(folding(record, position), e, serving);
            case Heartbeat e ->
                    silence.heard(
                            e, position.offset(), Instant.ofEpochMilli(record.timestamp()), now());
            default -> {} // nothing that is decided by
        }
    }

    private SessionArbiter.Folding folding(Record<String, byte[]> record, LogPosition position) {
        return new SessionArbiter.Folding(
                position,
                record.timestamp(),
                RecordReader.eventId(record.headers()),
                RecordReader.correlationId(record.headers()),
                now());
    }

    private void serveWhenCaughtUp() {
        if (!serving && catchUp.isDone()) {
            serving = true;
            silence.serve(now());
            arbiter.answerPending(now());
        }
    }

    private void sweep() {
        if (serving) {
            silence.sweep(now());
            expiry.sweep(now());
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    @Override
    public void emit(
            Event event,
            String idSeed,
            Optional<String> correlationId,
            Optional<String> causationId) {
        UUID id = UUID.nameUUIDFromBytes(idSeed.getBytes(StandardCharsets.UTF_8));
        EventEnvelope envelope =
                new EventEnvelope(
                        id,
                        event,
                        correlationId.orElse(id.toString()),
                        causationId,
                        "boson",
                        Optional.empty());
        context.forward(
                new Record<>(
                        event.key(),
                        reader.codec().encode(event),
                        context.currentSystemTimeMs(),
                        CloudEventHeaders.of(envelope, source)),
                event.topic().shortName() + ReactorTopology.SINK);
    }

    /// A reactor acts on the log, so it must understand all of it.
    static final class UnreadableLogException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableLogException(LogPosition position, String what) {
            super("cannot read " + position + " (" + what + "): a newer release wrote it?");
        }
    }
}
