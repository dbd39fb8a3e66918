package io.boson.relay.flow;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All endpoints that are remembered, found by their three words without making an object. Those
/// that have proven nothing make room for each other; the others keep their place.
final class Contacts {

    private static final int PLACES_LOW = 1 << 6;
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final int contactsMax;
    private final int strangersMax;
    private final long first;
    private final long second;
    private @Nullable Contact[] places = new Contact[PLACES_LOW];
    private int shift = Long.SIZE - Integer.numberOfTrailingZeros(PLACES_LOW);
    private int size;
    private long numbers;

    /// By when they were last heard.
    private final Set<Contact> strangers = new LinkedHashSet<>();

    /// Packets come in trains.
    private @Nullable Contact latest;

    /// @param first and `second`, secrets: who owns a /64 chooses among many addresses
    Contacts(int contactsMax, int strangersMax, long first, long second) {
        this.contactsMax = contactsMax;
        this.strangersMax = strangersMax;
        this.first = first | 1;
        this.second = second | 1;
    }

    int size() {
        return size;
    }

    int strangers() {
        return strangers.size();
    }

    @Nullable Contact find(long high, long low, int port) {
        Contact last = latest;
        if (last != null && last.low == low && last.port == port && last.high == high) {
            return last;
        }
        // Linear probing.
        for (int at = place(high, low, port); ; at = (at + 1) & (places.length - 1)) {
            Contact contact = places[at];
            if (contact == null) {
                return null;
            }
            if (contact.low == low && contact.port == port && contact.high == high) {
                latest = contact;
                return contact;
            }
        }
    }

    /// The one that is remembered, or a new one that is not yet.
    Contact findOrMake(long high, long low, int port, long now) {
        Contact contact = find(high, low, port);
        return contact == null ? new Contact(++numbers, high, low, port, now) : contact;
    }

    /// Stands for a WebSocket that is gone: never remembered.
    Contact makeGone(long connection, long channel, long now) {
        return new Contact(++numbers, connection, channel, Contact.SOCKET_PORT, now);
    }

    /// Remembers it, at the price of the stranger that has been silent for longest.
    ///
    /// @param forgotten told of that one
    /// @return false where there is no room
    boolean keep(Contact contact, Consumer<Contact> forgotten) {
        if (!contact.isKept) {
            if (strangers.size() >= strangersMax || size >= contactsMax) {
                Iterator<Contact> eldest = strangers.iterator();
                if (!eldest.hasNext()) {
                    return false;
                }
                forgotten.accept(eldest.next());
            }
            insert(contact);
        }
        rank(contact);
        return true;
    }

    /// Puts it among the strangers, last in line, or takes it from them.
    void rank(Contact contact) {
        strangers.remove(contact);
        if (contact.owner == null) {
            strangers.add(contact);
        }
    }

    /// Lets strangers go that are too many, since some were not strangers before.
    void trim(Consumer<Contact> forgotten) {
        while (strangers.size() > strangersMax) {
            forgotten.accept(strangers.iterator().next());
        }
    }

    void forget(Contact contact) {
        if (contact.isKept) {
            strangers.remove(contact);
            takeOut(contact);
        }
    }

    /// Changes a remembered one's address, which no other has.
    void move(Contact contact, long high, long low, int port) {
        takeOut(contact);
        contact.move(high, low, port);
        insert(contact);
    }

    private void insert(Contact contact) {
        if (size >= places.length / 2) {
            grow();
        }
        size++;
        contact.isKept = true;
        put(contact);
    }

    private void put(Contact contact) {
        int at = place(contact.high, contact.low, contact.port);
        while (places[at] != null) {
            at = (at + 1) & (places.length - 1);
        }
        places[at] = contact;
    }

    /// Knuth, volume 3, section 6.4, algorithm R: leaves no gap in a run.
    private void takeOut(Contact contact) {
        int mask = places.length - 1;
        int at = place(contact.high, contact.low, contact.port);
        while (places[at] != contact) {
            at = (at + 1) & mask;
        }
        places[at] = null;
        size--;
        contact.isKept = false;
        latest = null;
        for (int next = (at + 1) & mask; ; next = (next + 1) & mask) {
            Contact moved = places[next];
            if (moved == null) {
                return;
            }
            places[next] = null;
            put(moved);
        }
    }

    private void grow() {
        @Nullable Contact[] old = places;
        places = new Contact[old.length * 2];
        shift--;
        for (Contact contact : old) {
            if (contact != null) {
                put(contact);
            }
        }
    }

    private int place(long high, long low, int port) {
        long word = (high * first + low) * second + port;
        long mixed = (word ^ (word >>> Integer.SIZE)) * SPREAD;
        return (int) ((mixed ^ (mixed << 31)) >>> shift);
    }
}
