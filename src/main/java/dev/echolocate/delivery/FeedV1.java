package dev.echolocate.delivery;

import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.WireText;
import dev.echolocate.feed.Entry;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code feed.v1}: one JSON frame a batch. */
public final class FeedV1 implements Dialect {
    public static final Dialect DIALECT = new FeedV1(false, Integer.MAX_VALUE, null, null);

    /** The same, but what seldom changes of an entry, and since when its key is there, is told only to who doesn't know it. */
    public static final Dialect LEAN = new FeedV1(true, Integer.MAX_VALUE, null, null);

    /** The WebSocket subprotocol (RFC 6455 1.9). */
    public static final String SUBPROTOCOL = "feed.v1";

    private final boolean lean;
    private final int snapshotEntries;
    private final @Nullable String snapshotOf;
    private final @Nullable BiConsumer<Entry, JsonWriter> inSnapshot;

    private FeedV1(
            boolean lean,
            int snapshotEntries,
            @Nullable String snapshotOf,
            @Nullable BiConsumer<Entry, JsonWriter> inSnapshot) {
        this.lean = lean;
        this.snapshotEntries = snapshotEntries;
        this.snapshotOf = snapshotOf;
        this.inSnapshot = inSnapshot;
    }

    /**
     * The same, but for what a reader is told of an entry that knows nothing yet.
     *
     * @param lean as {@link #LEAN}
     * @param entries how many of them go into one frame
     * @param of whose entries, among several feeds; null where there is one
     * @param inSnapshot writes more members of an entry's JSON object; thread-safe
     */
    public static Dialect withSnapshot(
            boolean lean, int entries, @Nullable String of, BiConsumer<Entry, JsonWriter> inSnapshot) {
        return new FeedV1(lean, entries, of, inSnapshot);
    }

    @Override
    public Dialect shared() {
        return lean ? LEAN : DIALECT;
    }

    @Override
    public boolean leavesOutWhatIsKnown() {
        return lean;
    }

    @Override
    public int snapshotEntries() {
        return snapshotEntries;
    }

    @Override
    public List<Frame> encode(List<Part> parts, FrameHead head) {
        int entries = 0;
        long lost = 0;
        boolean more = false;
        for (Part part : parts) {
            entries += part.batch().entries().size();
            lost += part.batch().lost();
            more |= part.batch().more();
        }
        JsonWriter json = new JsonWriter(128 + 160 * entries)
                .object()
                .token("cursor", head.cursor())
                .member("now", head.nowMillis());
        if (head.intro() != null) {
            json.raw(head.intro());
        }
        json.flag("reset", head.reset());
        if (lost > 0) {
            json.member("gap", lost);
        }
        json.flag("more", more).array("items");
        parts.forEach(part -> write(part, json));
        return List.of(Frame.text(json.wire()));
    }

    /** An entry's JSON object: what was put, and of a Board since when its key is there. */
    public static WireText json(Entry entry) {
        JsonWriter json = new JsonWriter();
        write(entry, null, null, json);
        return json.wire();
    }

    private void write(Part part, JsonWriter json) {
        boolean more = part.snapshot() && Objects.equals(part.of(), snapshotOf);
        for (Entry entry : part.batch().entries()) {
            if (lean && !entry.gone() && part.knowLasting(entry)) {
                writeLean(entry, part.of(), json);
            } else {
                write(entry, part.of(), more ? inSnapshot : null, json);
            }
        }
    }

    private static void write(
            Entry entry, @Nullable String of, @Nullable BiConsumer<Entry, JsonWriter> more, JsonWriter json) {
        WireText item = entry.item().wireJson();
        boolean isHere = entry.since() != 0 && !entry.gone();
        if (of == null && !isHere) {
            json.raw(item);
            return;
        }
        json.object(item).member("of", of);
        if (isHere) {
            json.member("joined", entry.since());
            if (more != null) {
                more.accept(entry, json);
            }
        }
        json.end();
    }

    private static void writeLean(Entry entry, @Nullable String of, JsonWriter json) {
        WireText item = entry.item().leanJson();
        if (of == null) {
            json.raw(item);
        } else {
            json.object(item).member("of", of).end();
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
