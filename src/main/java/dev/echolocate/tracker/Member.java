package dev.echolocate.tracker;

import dev.echolocate.feed.Board;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Owner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One session in a room. Its secret proves that ids are its own, on any node: the id that it is offered and the proof that
 * is stored are both hashes of it. Thread-safe.
 */
public final class Member {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String room;
    private final Handle<Board> board;
    private final String secret;
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

    /** A session. Its lease is its own. */
    Member(String room, Handle<Board> board, String secret, Duration grace, Runnable challenge) {
        this(room, board, secret, random(), grace, challenge, false);
    }

    private Member(
            String room,
            Handle<Board> board,
            String secret,
            String lease,
            Duration grace,
            Runnable challenge,
            boolean visiting) {
        this.room = room;
        this.board = board;
        this.secret = secret;
        this.owner = new Owner(hash("proof", secret), lease);
        this.grace = grace;
        this.challenge = challenge;
        this.visiting = visiting;
    }

    /**
     * Somebody without a session. All visits with one secret have one lease: a later one renews, or ends, what an earlier one
     * has put, unless a session took it over meanwhile.
     */
    static Member visitor(String room, Handle<Board> board, String secret) {
        return new Member(room, board, secret, hash("lease", secret), Duration.ZERO, () -> {}, true);
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
        return secret;
    }

    /** An id that it may use, the same one for the same secret. */
    public String freshId() {
        return hash("id", secret).substring(0, 11);
    }

    void close() {
        board.close();
    }

    /** 128 random bits. */
    static String random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String purpose, String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((purpose + '\n' + secret).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
