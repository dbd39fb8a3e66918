package io.boson.events.session;

import static io.boson.events.Samples.CONNECTION;
import static io.boson.events.Samples.REQUEST;
import static io.boson.events.Samples.at;

import io.boson.events.session.Session.Ending;
import io.boson.events.session.SessionEvent.CloseReason;

/// The states a session can be in, by the names that tables use. Requested at second 0, opened at
/// 1, its client came at 10 and went at 20, it was over at 30.
final class SampleSessions {

    static final String RELAY = "relay-1";

    private SampleSessions() {}

    static Session named(String name) {
        return switch (name) {
            case "unknown" -> Session.unknown();
            case "requested" -> Session.Requested.by(REQUEST, at(0));
            case "waiting" -> live(Attachment.never());
            case "attached" -> live(new Attachment.Attached(RELAY, CONNECTION, at(10)));
            case "detached" -> live(new Attachment.Detached(at(20)));
            case "refused" -> ended(new Ending.Refused(SessionRefusal.NODE_FULL));
            case "closed" -> ended(new Ending.Closed(CloseReason.BY_CLIENT));
            case "expired" -> ended(new Ending.Expired());
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Session.Live live(Attachment attachment) {
        return new Session.Live(REQUEST.terms(), at(1), attachment);
    }

    private static Session ended(Ending ending) {
        return new Session.Ended(REQUEST.terms(), ending, at(30));
    }
}
