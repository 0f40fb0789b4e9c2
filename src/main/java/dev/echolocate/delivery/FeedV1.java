package dev.echolocate.delivery;

import dev.echolocate.base.WireText;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Entry;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code feed.v1}: one JSON frame a batch. */
public final class FeedV1 implements Dialect {
    public static final Dialect DIALECT = new FeedV1(Integer.MAX_VALUE, entry -> null);

    /** The WebSocket subprotocol (RFC 6455 1.9). */
    public static final String SUBPROTOCOL = "feed.v1";

    private final int snapshotEntries;
    private final Function<Entry, @Nullable String> inSnapshot;

    private FeedV1(int snapshotEntries, Function<Entry, @Nullable String> inSnapshot) {
        this.snapshotEntries = snapshotEntries;
        this.inSnapshot = inSnapshot;
    }

    /**
     * The same, but for what a reader is told of an entry that knows nothing yet.
     *
     * @param entries how many of them go into one frame
     * @param inSnapshot more members of an entry's JSON object, as {@code "name":value}, or null; thread-safe
     */
    public static Dialect withSnapshot(int entries, Function<Entry, @Nullable String> inSnapshot) {
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
        StringBuilder json = new StringBuilder(128 + 160 * batch.entries().size());
        json.append("{\"cursor\":\"")
                .append(head.cursor())
                .append("\",\"now\":")
                .append(head.now());
        if (head.intro() != null) {
            json.append(',').append(head.intro());
        }
        if (head.reset()) {
            json.append(",\"reset\":true");
        }
        if (batch.lost() > 0) {
            json.append(",\"gap\":").append(batch.lost());
        }
        if (batch.more()) {
            json.append(",\"more\":true");
        }
        json.append(",\"items\":[");
        String first = head.intro();
        WireText intro = first == null ? null : WireText.of(first);
        // All but the intro and the items is ASCII: none of it is looked at again.
        int beyondAscii = intro == null ? 0 : intro.length() - intro.text().length();
        boolean wide = intro != null && intro.isWide();
        String comma = "";
        for (Entry entry : batch.entries()) {
            append(json.append(comma), entry, head.snapshot() ? inSnapshot.apply(entry) : null);
            comma = ",";
            WireText item = entry.item().wireJson();
            beyondAscii += item.length() - item.text().length();
            wide |= item.isWide();
        }
        String all = json.append("]}").toString();
        return List.of(Frame.text(WireText.joined(all, all.length() + beyondAscii, wide)));
    }

    /** An entry's JSON object: what was put, and of a Board since when its key is there. */
    public static String json(Entry entry) {
        StringBuilder json = new StringBuilder();
        append(json, entry, null);
        return json.toString();
    }

    private static void append(StringBuilder json, Entry entry, @Nullable String more) {
        String item = entry.item().json();
        if (entry.since() == 0 || entry.gone()) {
            json.append(item);
            return;
        }
        json.append(item, 0, item.length() - 1).append(",\"joined\":").append(entry.since());
        if (more != null) {
            json.append(',').append(more);
        }
        json.append('}');
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
