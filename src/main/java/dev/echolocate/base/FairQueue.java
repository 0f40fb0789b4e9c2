package dev.echolocate.base;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits, in a line for each address; the lines are served in turn, one of each (fair queueing: J. Nagle, "On Packet
 * Switches with Infinite Storage", RFC 970). So whoever brings much waits for itself, and one who brings little waits for
 * one of each of the others at most. Whoever adds sees to it that it is bounded. Not thread-safe.
 */
public final class FairQueue<T> {
    /** By address, whose turn is next first; none is empty. */
    private final Map<Address, Deque<T>> lines = new LinkedHashMap<>();

    /** At the end of its address' line; a new line is the last one to have its turn. */
    public void add(Address who, T one) {
        lines.computeIfAbsent(who, address -> new ArrayDeque<>()).addLast(one);
    }

    /** The first of the line whose turn it is, or null where nobody waits. */
    public @Nullable T poll() {
        Iterator<Map.Entry<Address, Deque<T>>> turn = lines.entrySet().iterator();
        if (!turn.hasNext()) {
            return null;
        }
        Map.Entry<Address, Deque<T>> next = turn.next();
        Address who = next.getKey();
        Deque<T> line = next.getValue();
        turn.remove();
        T first = line.pollFirst();
        if (!line.isEmpty()) {
            lines.put(who, line);
        }
        return first;
    }

    /** Takes one out of its line; false where it doesn't wait. Costs time as that line is long. */
    public boolean remove(Address who, T one) {
        Deque<T> line = lines.get(who);
        if (line == null || !line.remove(one)) {
            return false;
        }
        if (line.isEmpty()) {
            lines.remove(who);
        }
        return true;
    }
}
