package dev.echolocate.delivery;

import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.WireText;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Entry;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code feed.v1}: one JSON frame a batch. */
public final class FeedV1 implements Dialect {
    public static final Dialect DIALECT = new FeedV1(Integer.MAX_VALUE, null);

    /** The WebSocket subprotocol (RFC 6455 1.9). */
    public static final String SUBPROTOCOL = "feed.v1";

    private final int snapshotEntries;
    private final @Nullable BiConsumer<Entry, JsonWriter> inSnapshot;

    private FeedV1(int snapshotEntries, @Nullable BiConsumer<Entry, JsonWriter> inSnapshot) {
        this.snapshotEntries = snapshotEntries;
        this.inSnapshot = inSnapshot;
    }

    /**
     * The same, but for what a reader is told of an entry that knows nothing yet.
     *
     * @param entries how many of them go into one frame
     * @param inSnapshot writes more members of an entry's JSON object; thread-safe
     */
    public static Dialect withSnapshot(int entries, BiConsumer<Entry, JsonWriter> inSnapshot) {
        return new FeedV1(entries, inSnapshot);
    }

    @Override
    public Dialect shared() {
        return DIALECT;
    }

    @Override
    public int snapshotEntries() {
        return snapshotEntries;
    }

    @Override
    public List<Frame> encode(Batch batch, FrameHead head) {
        JsonWriter json = new JsonWriter(128 + 160 * batch.entries().size())
                .object()
                .token("cursor", head.cursor())
                .member("now", head.nowMillis());
        if (head.intro() != null) {
            json.raw(head.intro());
        }
        json.flag("reset", head.reset());
        if (batch.lost() > 0) {
            json.member("gap", batch.lost());
        }
        json.flag("more", batch.more()).array("items");
        for (Entry entry : batch.entries()) {
            write(entry, head.snapshot() ? inSnapshot : null, json);
        }
        return List.of(Frame.text(json.wire()));
    }

    /** An entry's JSON object: what was put, and of a Board since when its key is there. */
    public static WireText json(Entry entry) {
        JsonWriter json = new JsonWriter();
        write(entry, null, json);
        return json.wire();
    }

    private static void write(Entry entry, @Nullable BiConsumer<Entry, JsonWriter> more, JsonWriter json) {
        WireText item = entry.item().wireJson();
        if (entry.since() == 0 || entry.gone()) {
            json.raw(item);
        } else {
            json.object(item).member("joined", entry.since());
            if (more != null) {
                more.accept(entry, json);
            }
            json.end();
        }
    }

    @Override
    public boolean beats() {
        return true;
    }

    @Override
    public boolean saysWhatIsMissing() {
        return true;
    }
}
