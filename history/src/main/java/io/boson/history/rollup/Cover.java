package io.boson.history.rollup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A range of time as few pieces: whole days in its middle, then hours, minutes, and at both ends
/// what is less than a minute.
///
/// @param level empty where samples themselves are needed
public record Cover(Optional<Level> level, Instant from, Instant to) {

    private static final List<Level> COARSEST_FIRST = List.of(Level.DAY, Level.HOUR, Level.MINUTE);

    /// In order and without gaps; `to` is exclusive.
    public static List<Cover> of(Instant from, Instant to) {
        List<Cover> pieces = new ArrayList<>();
        cover(from, to, 0, pieces);
        return pieces;
    }

    private static void cover(Instant from, Instant to, int coarsest, List<Cover> pieces) {
        if (!from.isBefore(to)) {
            return;
        }
        if (coarsest == COARSEST_FIRST.size()) {
            pieces.add(new Cover(Optional.empty(), from, to));
            return;
        }
        Level level = COARSEST_FIRST.get(coarsest);
        Instant begin = level.ceiling(from);
        Instant end = level.floor(to);
        if (!begin.isBefore(end)) {
            cover(from, to, coarsest + 1, pieces);
            return;
        }
        cover(from, begin, coarsest + 1, pieces);
        pieces.add(new Cover(Optional.of(level), begin, end));
        cover(end, to, coarsest + 1, pieces);
    }
}
