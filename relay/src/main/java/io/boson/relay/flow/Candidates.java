package io.boson.relay.flow;

import java.util.ArrayList;
import java.util.List;

/// The latest strangers worth trying, some of each IP; the oldest makes room.
final class Candidates {

    private final int max;
    private final int perIpMax;

    /// Oldest first.
    private List<Contact> contacts = List.of();

    Candidates(int max, int perIpMax) {
        this.max = max;
        this.perIpMax = perIpMax;
    }

    void add(Contact contact) {
        if (contacts.isEmpty()) {
            // Most keys never have one.
            contacts = new ArrayList<>(1);
        }
        contacts.removeIf(known -> known == contact || !isCandidate(known));
        int onIp = 0;
        for (int i = contacts.size() - 1; i >= 0; i--) {
            Contact known = contacts.get(i);
            if (known.isNear(contact) && ++onIp >= perIpMax) {
                contacts.remove(i);
            }
        }
        if (contacts.size() >= max) {
            contacts.removeFirst();
        }
        contacts.add(contact);
    }

    /// Oldest first; some may have become no candidates since.
    List<Contact> all() {
        return contacts;
    }

    static boolean isCandidate(Contact contact) {
        return contact.isKept && contact.owner == null;
    }
}
