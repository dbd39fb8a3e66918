package io.boson.projections.session;

import io.boson.events.session.SessionPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a session's client may be, as topic `usage` says. No more than what to try first.
///
/// @param askedFrom the IP literal that its latest request for the route came from
/// @param offered UDP addresses that it named, the newest last, at most [#OFFERED_MAX]
/// @param at of the latest word
/// @param offset up to which `usage` is folded here
public record SessionPlaces(
        Optional<String> askedFrom, List<Candidate> offered, Instant at, long offset) {

    public static final int OFFERED_MAX = 4;

    private static final SessionPlaces NOTHING =
            new SessionPlaces(Optional.empty(), List.of(), Instant.EPOCH, -1);

    /// @param address an IP literal
    /// @param port UDP
    public record Candidate(String address, int port) {}

    public SessionPlaces {
        offered = List.copyOf(offered);
    }

    public static SessionPlaces begin(SessionPlace place, long usageOffset) {
        return NOTHING.evolve(place, usageOffset);
    }

    /// The fold. What was folded before changes nothing; of too many the oldest goes.
    public SessionPlaces evolve(SessionPlace place, long usageOffset) {
        if (usageOffset <= offset) {
            return this;
        }
        return switch (place) {
            case SessionPlace.AskedFrom(_, _, var address, var when) ->
                    new SessionPlaces(Optional.of(address), offered, when, usageOffset);
            case SessionPlace.CandidateOffered(_, _, var address, var port, var when) -> {
                List<Candidate> next = without(new Candidate(address, port));
                next.add(new Candidate(address, port));
                yield new SessionPlaces(
                        askedFrom,
                        next.subList(Math.max(0, next.size() - OFFERED_MAX), next.size()),
                        when,
                        usageOffset);
            }
            case SessionPlace.CandidateWithdrawn(_, _, var address, var port, var when) ->
                    new SessionPlaces(
                            askedFrom, without(new Candidate(address, port)), when, usageOffset);
        };
    }

    private List<Candidate> without(Candidate candidate) {
        List<Candidate> rest = new ArrayList<>(offered);
        rest.remove(candidate);
        return rest;
    }
}
