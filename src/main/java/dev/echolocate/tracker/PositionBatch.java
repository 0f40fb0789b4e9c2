package dev.echolocate.tracker;

import dev.echolocate.base.BadMessageException;
import java.util.List;

/**
 * Positions of one id that come at once, in the order of their times: what a device has kept while it had no network. Valid as a
 * whole. Immutable.
 */
public final class PositionBatch {
    /** As many as a trail has. */
    static final int MAX = Trail.MAX_POINTS;

    private final List<Position> positions;

    private PositionBatch(List<Position> positions) {
        this.positions = List.copyOf(positions);
    }

    /**
     * The batch of these positions, from whatever decoder they come.
     *
     * @param positions at least one; each has its time, and none is older than the one before it
     * @throws BadMessageException says which one is wrong
     */
    public static PositionBatch of(List<Position> positions) throws BadMessageException {
        checkSize(positions.size());
        for (int i = 0; i < positions.size(); i++) {
            try {
                check(positions.get(Math.max(0, i - 1)), positions.get(i));
            } catch (BadMessageException e) {
                throw wrong(i, positions.size(), e);
            }
        }
        return new PositionBatch(positions);
    }

    private static void check(Position before, Position position) throws BadMessageException {
        Long at = position.at();
        Long earlier = before.at();
        if (at == null || earlier == null) {
            throw new BadMessageException("bad_at", "each of several positions needs its at");
        }
        if (at < earlier) {
            throw new BadMessageException("bad_at", "several positions are in the order of their at, the oldest first");
        }
        if (!position.id().key().equals(before.id().key())) {
            throw new BadMessageException("bad_id", "several positions in a message have one id");
        }
    }

    /** Before the positions are decoded: more than can be taken cost no more than that. */
    static void checkSize(int size) throws BadMessageException {
        if (size > MAX) {
            throw new BadMessageException(
                    "too_many_positions", "a message may have " + MAX + " positions, not " + size);
        }
    }

    /**
     * What is wrong with one of them.
     *
     * @param index from 0; people are told the number from 1
     */
    static BadMessageException wrong(int index, int size, BadMessageException why) {
        return why.in("position " + (index + 1) + " of " + size);
    }

    /** The last one. */
    public Position newest() {
        return positions.get(positions.size() - 1);
    }

    /**
     * The points of a trail that are in it; empty where all are too old for one.
     *
     * @param now milliseconds since the epoch
     */
    String way(long now) {
        StringBuilder way = new StringBuilder();
        for (Position position : positions) {
            Long at = position.at();
            if (at != null && now - at <= Trail.MAX_AGE_MILLIS) {
                way.append(Trail.point(position.latitude(), position.longitude(), at));
            }
        }
        return way.toString();
    }
}
