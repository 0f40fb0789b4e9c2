package dev.echolocate.tracker;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Engine;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Life;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Secret;
import dev.echolocate.presence.Claims;
import dev.echolocate.presence.Proposal;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is where. A room is a Board, an id is a claim on one of its keys; positions enter at {@link #report}, wherever they come
 * from. Thread-safe; stages never fail, but those that open.
 */
public final class Tracker {
    private static final int MAX_IDS_A_SESSION = 1000;
    private static final long VERSIONS_A_MILLI = 1024;

    private final Engine engine;
    private final LongSupplier epochMillis;
    private final Claims claims;
    private final Trails trails;

    /**
     * @param epochMillis the time of day
     * @param life how long a position lives that no living session, and no visit, renews
     * @param grace how long an id stays reserved after its session is gone
     * @param trails bytes of all trails together
     */
    public Tracker(Engine engine, LongSupplier epochMillis, Duration life, Duration grace, Budget trails) {
        this.engine = engine;
        this.epochMillis = epochMillis;
        this.claims = new Claims(engine, epochMillis, life, grace);
        this.trails = new Trails(trails, epochMillis);
    }

    /** Forgets the trails of who has left. Called about every second, from one thread. */
    public void sweep() {
        trails.sweep();
    }

    /**
     * Writes the way that led to an entry, as a member of its JSON object: {@code "trail":[[lat,lon,at],…]}, the oldest point first;
     * nothing where there is none.
     *
     * @param room where the entry is
     */
    public void trail(String room, Entry entry, JsonWriter json) {
        trails.write(board(room), entry, json);
    }

    private static String board(String room) {
        return "tracker/" + room;
    }

    /**
     * Opens a room.
     *
     * @param address whom it is counted to, where it is new
     */
    public CompletionStage<Handle<Board>> room(String name, Address address) {
        return engine.board(board(name), address).thenApply(board -> {
            trails.follow(board.feed());
            return board;
        });
    }

    /** A room for somebody who looks once: where nobody uses it, nothing is made. */
    public CompletionStage<Handle<Board>> existing(String name) {
        return engine.existingBoard(board(name));
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
            Handle<Board> board, Address address, @Nullable String secret, boolean reserve, Runnable challenge) {
        Secret own = secret == null ? Secret.random() : Secret.of(secret);
        return new Member(claims.session(board, address, own, reserve, challenge), own);
    }

    /**
     * A member without a session, who comes with one message and goes: what it reports lives as long as that of a session that
     * says nothing. It renews what it said before, or leaves, with the same secret. Call {@link #gone} when the message is written.
     *
     * @param board closed by {@link #gone}
     * @param address whom its ids are counted to
     * @param secret null: a new one
     */
    public Member visit(Handle<Board> board, Address address, @Nullable String secret) {
        Secret own = secret == null ? Secret.random() : Secret.of(secret);
        return new Member(claims.visit(board, address, own), own);
    }

    public TrackerProtocol.TrackerMessage decode(String text) throws BadMessageException {
        return TrackerProtocol.decode(text, epochMillis.getAsLong());
    }

    /**
     * Does what a message says. STALE, for what isn't newer than the last, is no error: it moves nobody.
     *
     * @throws BadMessageException where the session uses too many ids
     */
    public CompletionStage<Outcome> take(Member member, TrackerProtocol.TrackerMessage message)
            throws BadMessageException {
        Position position = message.position();
        if (position == null) {
            return leave(member, message.id());
        }
        PositionBatch batch = message.batch();
        return batch == null ? report(member, position) : report(member, batch);
    }

    /**
     * Somebody is there.
     *
     * @throws BadMessageException where the session uses too many ids
     */
    public CompletionStage<Outcome> report(Member member, Position position) throws BadMessageException {
        long now = epochMillis.getAsLong();
        return put(member, position.id().key(), before -> draft(position, before, now, null));
    }

    /**
     * Somebody is where the newest position is, if nothing newer is known, and came there by the others. These extend the trail at
     * their place, and move nobody.
     *
     * @throws BadMessageException where the session uses too many ids
     */
    public CompletionStage<Outcome> report(Member member, PositionBatch batch) throws BadMessageException {
        Position newest = batch.newest();
        long now = epochMillis.getAsLong();
        String way = batch.way(now);
        return put(member, newest.id().key(), before -> {
            Proposal.Change moved = draft(newest, before, now, way);
            if (before == null || way.isEmpty() || moved.version() > before.version()) {
                return moved;
            }
            return again(before, way);
        });
    }

    private CompletionStage<Outcome> put(Member member, String key, Proposal draft) throws BadMessageException {
        if (member.claimant.size() >= MAX_IDS_A_SESSION && !member.claimant.has(key)) {
            throw new BadMessageException(
                    "too_many_ids", "a session may use " + MAX_IDS_A_SESSION + " ids, and no more");
        }
        trails.follow(member.board());
        return member.claimant.put(key, draft);
    }

    /**
     * An id is told as it was first sent.
     *
     * @param way the points that it adds to the trail; null: the position itself
     */
    private static Proposal.Change draft(Position position, @Nullable Entry before, long now, @Nullable String way) {
        Id id = before == null
                ? position.id()
                : new Id(before.key(), before.item().tag());
        // Without a time of its own each report is newer than the one before, even within a millisecond.
        Long said = position.at();
        long at = said == null ? now : said;
        long own = version(at, position.paused());
        long version = said != null || before == null ? own : Math.max(own, before.version() + 1);
        String points = way == null ? Trail.point(position.latitude(), position.longitude(), at) : way;
        Item here = TrackerProtocol.here(id, position, at, points);
        long until = position.until() == null ? Life.NEVER : position.until();
        return new Proposal.Change(version, until, here, TrackerProtocol.left(id), false);
    }

    /** What is known once more, with points that belong to the way there. */
    private static Proposal.Change again(Entry known, String way) {
        Item here = known.item().withHistory(way);
        Id id = new Id(known.key(), here.tag());
        return new Proposal.Change(known.version() + 1, Life.KEPT, here, TrackerProtocol.left(id), false);
    }

    /**
     * That somebody pauses is newer than the fix that it goes with, and older than the next; between them is room for the same
     * again: with the id as it was first sent, or with more of the way there.
     */
    private static long version(long at, boolean paused) {
        return VERSIONS_A_MILLI * at + (paused ? VERSIONS_A_MILLI / 2 : 0);
    }

    /**
     * Somebody leaves, and gives the id up: one that the same secret used in an earlier session, too. DONE where nobody is
     * there. A visit ends nothing that a living session has: it may come late.
     */
    public CompletionStage<Outcome> leave(Member member, Id id) {
        boolean visits = member.claimant.isVisit();
        return member.claimant
                .leave(id.key())
                .thenApply(outcome -> outcome != Outcome.STALE ? outcome : visits ? Outcome.NOT_OWNER : Outcome.DONE);
    }

    /** The session has given a sign of life: its positions live on. */
    public void alive(Member member) {
        var unused = member.claimant.alive();
    }

    /** The session is over. Idempotent. */
    public void gone(Member member) {
        member.claimant.end();
    }
}
