package io.boson.relay.stun;

import java.util.Arrays;

/// A rate for each address, in memory that never grows.
///
/// A budget is one number: when it would be whole again if nothing more were taken (the theoretical
/// arrival time of the generic cell rate algorithm, ITU-T I.371). Each taking moves it by the time
/// one answer is worth, and it may lie ahead by what a burst is worth.
///
/// An address has its place in one of four entries, found by a hash with a secret seed. One that
/// finds no entry takes the one that is whole soonest, and what is left of it: a budget that is
/// whole is as good as none, so nobody loses by that; where all four are in use the newcomer
/// shares. So all addresses of the world together get no more than the table's size times the rate.
final class AddressBudgets {

    private static final int WAYS = 4;
    private static final long SECOND = 1_000_000_000L;

    private final long seed;
    private final long[] keys;
    private final long[] wholeAt;
    private final long step;
    private final long aheadMax;

    /// @param seed not to be guessed from outside
    AddressBudgets(StunLimits limits, long seed, long now) {
        int entries = Integer.highestOneBit(2 * limits.addresses() - 1);
        this.seed = seed;
        this.keys = new long[entries];
        this.wholeAt = new long[entries];
        this.step = SECOND / limits.perSecond();
        this.aheadMax = step * limits.burst();
        Arrays.fill(wholeAt, now);
    }

    /// False where the address has had enough for now.
    ///
    /// @param now of one monotonic clock, in nanoseconds
    boolean take(long key, long now) {
        int entry = find(key);
        // Differences, since a monotonic clock may count through the largest number.
        long ahead = Math.max(0, wholeAt[entry] - now) + step;
        if (ahead > aheadMax) {
            return false;
        }
        keys[entry] = key;
        wholeAt[entry] = now + ahead;
        return true;
    }

    private int find(long key) {
        int first = (int) (mixed(key) & (keys.length - 1)) & -WAYS;
        int soonest = first;
        for (int entry = first; entry < first + WAYS; entry++) {
            if (keys[entry] == key) {
                return entry;
            }
            if (wholeAt[entry] - wholeAt[soonest] < 0) {
                soonest = entry;
            }
        }
        return soonest;
    }

    /// A bijection that leaves no bit where it was (the finalizer of MurmurHash3, twice, with the
    /// seed between).
    private long mixed(long key) {
        return finalized(finalized(key ^ seed) + seed);
    }

    private static long finalized(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51_afd7_ed55_8ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
