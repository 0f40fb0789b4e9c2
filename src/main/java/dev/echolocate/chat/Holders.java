package dev.echolocate.chat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which sessions of this node are somebody in a room. Several may be one: a user's, or some with one secret. Thread-safe. */
final class Holders {
    private final Map<String, Set<ChatMember>> byPlace = new HashMap<>();

    synchronized void add(String place, ChatMember member) {
        byPlace.computeIfAbsent(place, p -> new LinkedHashSet<>()).add(member);
    }

    /** Takes a member out; returns another of the same owner that is still there, or null. */
    synchronized @Nullable ChatMember remove(String place, ChatMember member) {
        Set<ChatMember> holders = byPlace.get(place);
        if (holders == null) {
            return null;
        }
        holders.remove(member);
        if (holders.isEmpty()) {
            byPlace.remove(place);
        }
        for (ChatMember other : holders) {
            if (other.owner.proof().equals(member.owner.proof())) {
                return other;
            }
        }
        return null;
    }

    synchronized boolean has(String place, ChatMember member) {
        return byPlace.getOrDefault(place, Set.of()).contains(member);
    }

    synchronized List<ChatMember> at(String place) {
        return List.copyOf(byPlace.getOrDefault(place, Set.of()));
    }
}
