package io.boson.projections.fleet;

import io.boson.events.node.Location.Coordinates;
import io.boson.events.node.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// The nodes that take sessions, by where they stand, so that some can be drawn at random without a
/// look at all. Immutable; a change or a draw costs a walk down a few trees.
public final class Pools {

    static final Pools EMPTY = new Pools(Pool.EMPTY, HashTreePMap.empty());

    private final Pool everyone;
    private final PMap<String, Pool> byName;

    private Pools(Pool everyone, PMap<String, Pool> byName) {
        this.everyone = everyone;
        this.byName = byName;
    }

    /// What a draw is to favour.
    public record Wish(
            Optional<String> country, Optional<String> region, Optional<Coordinates> near) {}

    public int size() {
        return everyone.size();
    }

    Pools changed(NodeId id, Optional<Placement> before, Optional<Placement> after) {
        if (before.equals(after)) {
            return this; // the usual case: only its load moved a little
        }
        Pools rest = before.map(placement -> without(id, placement)).orElse(this);
        return after.map(placement -> rest.with(id, placement)).orElse(rest);
    }

    private Pools with(NodeId id, Placement placement) {
        PMap<String, Pool> next = byName;
        for (String name : placement.pools()) {
            Pool pool = next.getOrDefault(name, Pool.EMPTY);
            next = next.plus(name, pool.with(id, placement.tier()));
        }
        return new Pools(everyone.with(id, placement.tier()), next);
    }

    private Pools without(NodeId id, Placement placement) {
        PMap<String, Pool> next = byName;
        for (String name : placement.pools()) {
            Pool rest = next.getOrDefault(name, Pool.EMPTY).without(id, placement.tier());
            next = rest.size() == 0 ? next.minus(name) : next.plus(name, rest);
        }
        return new Pools(everyone.without(id, placement.tier()), next);
    }

    /// Adds about `count` nodes to `drawn`, never more: in equal shares from those that fit each
    /// part of the wish and from all. Half of each share comes from the fittest, the other half
    /// from anywhere. The same seed draws the same from the same nodes, in whatever order these
    /// came.
    public void draw(Wish wish, int count, long seed, Set<NodeId> drawn) {
        List<List<Pool>> sources = sources(wish);
        SplittableRandom random = new SplittableRandom(seed);
        int share = count / sources.size();
        for (List<Pool> source : sources) {
            drawShare(source, share, random, drawn);
        }
    }

    private static void drawShare(
            List<Pool> source, int share, SplittableRandom random, Set<NodeId> drawn) {
        int rest = share / 2;
        for (int tier = 0; tier < Placement.TIERS && rest > 0; tier++) {
            rest -= draw(Pool.tier(source, tier), rest, random, drawn);
        }
        var _ = draw(Pool.tiers(source), share / 2 + rest, random, drawn);
    }

    /// All, where they are no more than `count`.
    ///
    /// @return how many draws were made
    private static int draw(
            List<RankedIds> ids, int count, SplittableRandom random, Set<NodeId> drawn) {
        int size = ids.stream().mapToInt(RankedIds::size).sum();
        int draws = Math.min(count, size);
        for (int i = 0; i < draws; i++) {
            drawn.add(RankedIds.at(ids, size <= count ? i : random.nextInt(size)));
        }
        return draws;
    }

    private List<List<Pool>> sources(Wish wish) {
        List<List<Pool>> sources = new ArrayList<>();
        sources.add(List.of(everyone));
        wish.country().map(Placement::byCountry).ifPresent(name -> add(sources, name));
        wish.region().map(Placement::byRegion).ifPresent(name -> add(sources, name));
        wish.country()
                .flatMap(c -> wish.region().map(r -> Placement.byCountryAndRegion(c, r)))
                .ifPresent(name -> add(sources, name));
        wish.near().ifPresent(at -> addAround(sources, at));
        return sources;
    }

    private void add(List<List<Pool>> sources, String name) {
        Optional.ofNullable(byName.get(name)).ifPresent(pool -> sources.add(List.of(pool)));
    }

    private void addAround(List<List<Pool>> sources, Coordinates at) {
        List<Pool> around = new ArrayList<>();
        for (int cell : Placement.cellsAround(at)) {
            Optional.ofNullable(byName.get(Placement.byCell(cell))).ifPresent(around::add);
        }
        if (!around.isEmpty()) {
            sources.add(around);
        }
    }
}
