package io.boson.relay.flow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// All flows, found by source and index, and by index alone. Two hash tables with chains through
/// the flows themselves: looking up makes no object. Places depend on a secret, because peers
/// choose their indices.
final class Flows {

    private static final int PLACES_LOW = 1 << 6;

    private final int flowsMax;
    private final long secret;
    private @Nullable Flow[] bySource = new Flow[PLACES_LOW];
    private @Nullable Flow[] byIndex = new Flow[PLACES_LOW];
    private int shift = Long.SIZE - Integer.numberOfTrailingZeros(PLACES_LOW);
    private int size;

    Flows(int flowsMax, long secret) {
        this.flowsMax = flowsMax;
        this.secret = secret | 1;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size >= flowsMax;
    }

    @Nullable Flow find(Contact source, int index) {
        Flow flow = bySource[place(source.number, index)];
        while (flow != null && (flow.index != index || flow.source != source)) {
            flow = flow.nextBySource;
        }
        return flow;
    }

    /// The first of those with this index, and others; [Flow#nextByIndex] leads on.
    @Nullable Flow withIndex(int index) {
        return byIndex[place(0, index)];
    }

    /// There is none with its source and index, and room for it.
    void add(Flow flow) {
        if (size >= bySource.length) {
            grow();
        }
        size++;
        flow.isKept = true;
        link(flow);
        int place = place(0, flow.index);
        flow.nextByIndex = byIndex[place];
        byIndex[place] = flow;
    }

    void remove(Flow flow) {
        if (!flow.isKept) {
            return;
        }
        flow.isKept = false;
        size--;
        unlink(flow);
        int place = place(0, flow.index);
        Flow at = byIndex[place];
        if (at == flow) {
            byIndex[place] = flow.nextByIndex;
        } else {
            while (at != null && at.nextByIndex != flow) {
                at = at.nextByIndex;
            }
            if (at != null) {
                at.nextByIndex = flow.nextByIndex;
            }
        }
        flow.nextByIndex = null;
    }

    /// There is none with this source and its index.
    void move(Flow flow, Contact source) {
        unlink(flow);
        flow.source = source;
        link(flow);
    }

    private void link(Flow flow) {
        int place = place(flow.source.number, flow.index);
        flow.nextBySource = bySource[place];
        bySource[place] = flow;
        flow.before = null;
        flow.after = flow.source.flows;
        if (flow.after != null) {
            flow.after.before = flow;
        }
        flow.source.flows = flow;
    }

    private void unlink(Flow flow) {
        int place = place(flow.source.number, flow.index);
        Flow at = bySource[place];
        if (at == flow) {
            bySource[place] = flow.nextBySource;
        } else {
            while (at != null && at.nextBySource != flow) {
                at = at.nextBySource;
            }
            if (at != null) {
                at.nextBySource = flow.nextBySource;
            }
        }
        flow.nextBySource = null;
        if (flow.before == null) {
            flow.source.flows = flow.after;
        } else {
            flow.before.after = flow.after;
        }
        if (flow.after != null) {
            flow.after.before = flow.before;
        }
        flow.before = null;
        flow.after = null;
    }

    private void grow() {
        @Nullable Flow[] old = bySource;
        bySource = new Flow[old.length * 2];
        byIndex = new Flow[old.length * 2];
        shift--;
        for (Flow head : old) {
            Flow flow = head;
            while (flow != null) {
                Flow next = flow.nextBySource;
                int place = place(flow.source.number, flow.index);
                flow.nextBySource = bySource[place];
                bySource[place] = flow;
                place = place(0, flow.index);
                flow.nextByIndex = byIndex[place];
                byIndex[place] = flow;
                flow = next;
            }
        }
        Arrays.fill(old, null);
    }

    /// Multiply-shift hashing.
    private int place(long number, int index) {
        long word = (number << Integer.SIZE) ^ (index & 0xffff_ffffL);
        long mixed = (word ^ (word >>> Integer.SIZE) * 0x9e37_79b9_7f4a_7c15L) * secret;
        return (int) ((mixed ^ (mixed << 31)) >>> shift);
    }
}
