package dev.echolocate.web;

import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Query;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.tracker.Member;
import dev.echolocate.tracker.Tracker;
import org.jspecify.annotations.Nullable;

/** What {@code feed.v1} of the tracker has beside the others, on a socket and over HTTP alike. */
public final class TrackerFrames {
    /** A trail has some 6 KiB at most. */
    private static final int TRAILS_A_FRAME = 10;

    private TrackerFrames() {}

    /** The dialect, with trails, and with items that leave out what is known, where that is asked for. */
    public static Dialect feedV1(Tracker tracker, String room, Query query) {
        return feedV1(tracker, room, query, null);
    }

    /**
     * The same, of several feeds.
     *
     * @param of what the tracker's is called among them
     */
    public static Dialect feedV1(Tracker tracker, String room, Query query, @Nullable String of) {
        boolean lean = "lean".equals(query.get("items"));
        if ("1".equals(query.get("trail"))) {
            return FeedV1.withSnapshot(lean, TRAILS_A_FRAME, of, (entry, json) -> tracker.trail(room, entry, json));
        }
        return lean ? FeedV1.LEAN : FeedV1.DIALECT;
    }

    /** Who one is: a member of a JSON object. */
    public static String you(Member member) {
        return new JsonWriter()
                .object("you")
                .member("id", member.freshId())
                .member("secret", member.secret())
                .done();
    }
}
