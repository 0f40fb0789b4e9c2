package dev.echolocate.tracker;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Json;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Engine;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Secret;
import dev.echolocate.tracker.Member.Presence;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who is where. A room is a Board; positions enter at {@link #report}, wherever they come from. Thread-safe. */
public final class Tracker {
    private static final int MAX_IDS_A_SESSION = 1000;

    /** Signs of life that are closer together than this count once: below the shortest interval of pings. */
    private static final long RENEWAL_MILLIS = 500;

    private final Engine engine;
    private final LongSupplier epochMillis;
    private final Duration life;
    private final Duration grace;

    private final Trails trails;

    /** Which session of this node holds an id: room, a slash, key. */
    private final Map<String, Member> holders = new ConcurrentHashMap<>();

    /**
     * @param epochMillis the time of day
     * @param life how long a position lives that no living session, and no visit, renews
     * @param grace how long an id stays reserved after its session is gone
     * @param trails bytes of all trails together
     */
    public Tracker(Engine engine, LongSupplier epochMillis, Duration life, Duration grace, Budget trails) {
        this.engine = engine;
        this.epochMillis = epochMillis;
        this.life = life;
        this.grace = grace;
        this.trails = new Trails(trails);
    }

    /** Forgets the trails of who has left. Called about every second, from one thread. */
    public void sweep() {
        trails.sweep(epochMillis.getAsLong());
    }

    /**
     * An entry's JSON object, with the way that led there: {@code "trail": [[lat, lon, at], …]}, the oldest point first.
     *
     * @param room where the entry is
     */
    public String withTrail(String room, Entry entry) {
        return trails.withTrail(room, entry);
    }

    /**
     * Opens a room.
     *
     * @param address whom it is counted to, where it is new
     */
    public CompletionStage<Handle<Board>> room(String name, Address address) {
        return engine.board("tracker/" + name, address);
    }

    /** A room for somebody who looks once: where nobody uses it, nothing is made. */
    public CompletionStage<Handle<Board>> existing(String name) {
        return engine.existingBoard("tracker/" + name);
    }

    /**
     * A session comes in.
     *
     * @param board the room's; closed when the member is gone
     * @param address whom its ids are counted to
     * @param secret what it brought, or null: it gets a new one
     * @param reserve whether its ids stay reserved for the grace time when it is gone
     * @param challenge asks the session for a sign of life; it ends if none comes
     */
    public Member join(
            String room,
            Handle<Board> board,
            Address address,
            @Nullable String secret,
            boolean reserve,
            Runnable challenge) {
        return new Member(
                room,
                board,
                address,
                secret == null ? Secret.random() : Secret.of(secret),
                reserve ? grace : Duration.ZERO,
                challenge);
    }

    /**
     * A member without a session, who comes with one message and goes: what it reports lives as long as that of a session that says nothing. It renews what it
     * said before, or leaves, with the same secret. Call {@link #gone} when the message is written.
     *
     * @param board closed by {@link #gone}
     * @param address whom its ids are counted to
     * @param secret null: a new one
     */
    public Member visit(String room, Handle<Board> board, Address address, @Nullable String secret) {
        return Member.visitor(room, board, address, secret == null ? Secret.random() : Secret.of(secret));
    }

    public TrackerProtocol.Message decode(String text) throws BadMessageException {
        return TrackerProtocol.decode(text, epochMillis.getAsLong());
    }

    /**
     * Somebody is there. STALE, for a fix that isn't newer than the last, is no error: it moves nobody.
     *
     * @throws BadMessageException where the session uses too many ids
     */
    public CompletionStage<Outcome> report(Member member, Position position) throws BadMessageException {
        String key = position.id().key();
        Presence before = member.present.get(key);
        if (before == null && member.present.size() >= MAX_IDS_A_SESSION) {
            throw new BadMessageException(
                    "too_many_ids", "a session may use " + MAX_IDS_A_SESSION + " ids, and no more");
        }
        long now = epochMillis.getAsLong();
        Presence known = before == null ? lookUp(member.board(), position.id(), now) : before;
        // Without a time of its own each report is newer than the one before, even within a millisecond.
        Long said = position.at();
        long at = said == null ? now : said;
        long own = version(at, position.paused());
        long version = said == null ? Math.max(own, known.version() + 1) : own;
        return member.board()
                .put(
                        key,
                        member.owner(),
                        version,
                        life,
                        TrackerProtocol.here(known.id(), position, at, known.joined()),
                        TrackerProtocol.left(known.id()))
                .thenApply(outcome -> {
                    if (outcome == Outcome.DONE) {
                        trails.add(
                                member.room(),
                                member.board(),
                                known,
                                member.owner().address(),
                                position,
                                at,
                                now);
                    }
                    return reported(member, key, known, version, outcome);
                });
    }

    /** That somebody pauses is newer than the fix that it goes with, and older than the next. */
    private static long version(long at, boolean paused) {
        return 2 * at + (paused ? 1 : 0);
    }

    private Outcome reported(Member member, String key, Presence known, long version, Outcome outcome) {
        if (outcome == Outcome.DONE || outcome == Outcome.STALE) {
            long newest = outcome == Outcome.DONE ? version : known.version();
            if (!hold(member, key, new Presence(known.id(), known.joined(), newest))) {
                member.board().keep(List.of(key), member.owner(), member.grace());
            }
        } else if (outcome == Outcome.NOT_OWNER) {
            Member holder = holders.get(member.place(key));
            if (holder != null) {
                holder.challenge();
            }
        }
        return outcome;
    }

    /** False where the session has ended meanwhile, on another thread: nobody would ever let go of the id. */
    private boolean hold(Member member, String key, Presence presence) {
        if (member.visiting()) {
            // It has the lease now, whoever had it before.
            holders.remove(member.place(key));
            return true;
        }
        synchronized (member) {
            if (!member.gone) {
                member.present.put(key, presence);
                holders.put(member.place(key), member);
            }
            return !member.gone;
        }
    }

    /** What the room knows of an id that this session has not used yet: it may be coming back. */
    private static Presence lookUp(Board board, Id id, long now) {
        Entry entry = board.get(id.key());
        if (entry != null && !entry.gone()) {
            try {
                JsonObject json = Json.object(Json.parse(entry.item().json()), "");
                Id first = Id.decode(json.get("id"));
                return new Presence(
                        first,
                        json.getJsonNumber("joined").longValue(),
                        version(json.getJsonNumber("at").longValue(), json.getBoolean("paused", false)));
            } catch (BadMessageException e) {
                throw new IllegalStateException("we wrote it ourselves", e);
            }
        }
        return new Presence(id, now, 0);
    }

    /**
     * Somebody leaves, and gives the id up: one that the same secret used in an earlier session, too. DONE where nobody is
     * there. A visit ends nothing that a living session has: it may come late.
     */
    public CompletionStage<Outcome> leave(Member member, Id id) {
        String key = id.key();
        synchronized (member) {
            member.present.remove(key);
            holders.remove(member.place(key), member);
        }
        Board board = member.board();
        Entry entry = board.get(key);
        if (entry == null || entry.gone()) {
            return CompletableFuture.completedFuture(Outcome.DONE);
        }
        if (member.visiting() && holders.containsKey(member.place(key))) {
            return CompletableFuture.completedFuture(Outcome.NOT_OWNER);
        }
        // What is there already in a newer version tells nobody anything, but takes the lease where the proof is the
        // same.
        return board.put(key, member.owner(), 0, life, entry.item(), TrackerProtocol.left(id))
                .thenCompose(outcome -> outcome == Outcome.STALE || outcome == Outcome.DONE
                        ? board.keep(List.of(key), member.owner(), Duration.ZERO)
                        : CompletableFuture.completedFuture(outcome));
    }

    /** The session has given a sign of life: its positions live on. */
    public void alive(Member member) {
        // Not at each of a flood of pongs that nobody asked for: it takes the room's lock for as many ids as it has.
        long now = epochMillis.getAsLong();
        boolean early = now >= member.renewed && now - member.renewed < RENEWAL_MILLIS;
        if (!early && !member.present.isEmpty()) {
            member.renewed = now;
            member.board().keep(List.copyOf(member.present.keySet()), member.owner(), life);
        }
    }

    /** The session is over. Idempotent. */
    public void gone(Member member) {
        List<String> keys;
        synchronized (member) {
            member.gone = true;
            keys = List.copyOf(member.present.keySet());
            member.present.clear();
            keys.forEach(key -> holders.remove(member.place(key), member));
        }
        if (!keys.isEmpty()) {
            member.board().keep(keys, member.owner(), member.grace());
        }
        member.close();
    }
}
