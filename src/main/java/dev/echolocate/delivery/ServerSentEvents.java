package dev.echolocate.delivery;

import java.util.List;

/**
 * A JSON frame as an event of an event stream (WHATWG HTML 9.2): its id is the cursor, which a browser brings back as
 * {@code Last-Event-ID}. JSON of ours has no line breaks, so one data line holds it.
 */
public final class ServerSentEvents implements Dialect {
    private static final Dialect SHARED = new ServerSentEvents(FeedV1.DIALECT);

    private final Dialect json;

    private ServerSentEvents(Dialect json) {
        this.json = json;
    }

    /** Events with what {@code json}, a {@code feed.v1}, makes of each batch. */
    public static Dialect of(Dialect json) {
        return json == FeedV1.DIALECT ? SHARED : new ServerSentEvents(json);
    }

    @Override
    public Dialect shared() {
        return SHARED;
    }

    @Override
    public int snapshotEntries() {
        return json.snapshotEntries();
    }

    @Override
    public boolean beats() {
        return json.beats();
    }

    @Override
    public boolean saysWhatIsMissing() {
        return json.saysWhatIsMissing();
    }

    @Override
    public List<Frame> encode(List<Part> parts, FrameHead head) {
        return json.encode(parts, head).stream()
                .map(frame -> frame.within("id: " + head.cursor() + "\ndata: ", "\n\n"))
                .toList();
    }
}
