package dev.echolocate.tracker;

import dev.echolocate.base.Address;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Owner;
import dev.echolocate.feed.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One session in a room. Its secret proves that ids are its own, on any node: the id that it is offered and the proof that
 * is stored are both hashes of it. Thread-safe.
 */
public final class Member {
    private final String room;
    private final Handle<Board> board;
    private final Secret secret;
    private final Owner owner;
    private final Duration grace;
    private final Runnable challenge;
    private final boolean visiting;

    /** The ids that it has used, and what is told of them. Written under this member's monitor. */
    final Map<String, Presence> present = new ConcurrentHashMap<>();

    /** The session is over: nothing becomes present any more. Guarded by this member's monitor. */
    boolean gone;

    /** When its ids were last given a new life, in milliseconds since the epoch. Confined to the session's reading thread. */
    long renewed;

    /**
     * @param id as it was first sent
     * @param joined milliseconds since the epoch
     * @param version of the newest fix
     */
    record Presence(Id id, long joined, long version) {}

    /** A session. */
    Member(String room, Handle<Board> board, Address address, Secret secret, Duration grace, Runnable challenge) {
        this(room, board, secret, secret.session(address), grace, challenge, false);
    }

    private Member(
            String room,
            Handle<Board> board,
            Secret secret,
            Owner owner,
            Duration grace,
            Runnable challenge,
            boolean visiting) {
        this.room = room;
        this.board = board;
        this.secret = secret;
        this.owner = owner;
        this.grace = grace;
        this.challenge = challenge;
        this.visiting = visiting;
    }

    /** Somebody without a session: a later visit renews, or ends, what an earlier one put. */
    static Member visitor(String room, Handle<Board> board, Address address, Secret secret) {
        return new Member(room, board, secret, secret.requests(address), Duration.ZERO, () -> {}, true);
    }

    /** Whether it comes with one message and goes: nobody is there to be asked for a sign of life. */
    boolean visiting() {
        return visiting;
    }

    String room() {
        return room;
    }

    /** Names an id in its room among those of all rooms: a name of a room has no slash. */
    String place(String key) {
        return room + '/' + key;
    }

    Board board() {
        return board.feed();
    }

    Owner owner() {
        return owner;
    }

    /** How long its ids stay reserved when it is gone. */
    Duration grace() {
        return grace;
    }

    /** Asks the session for a sign of life: somebody claims its id. */
    void challenge() {
        challenge.run();
    }

    /** Proves the ids; never logged. */
    public String secret() {
        return secret.text();
    }

    /** An id that it may use, the same one for the same secret. */
    public String freshId() {
        return secret.derived("id").substring(0, 11);
    }

    void close() {
        board.close();
    }
}
