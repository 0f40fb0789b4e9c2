package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Entry;
import java.util.List;

/** {@code feed.v1}: one JSON frame a batch. */
public final class FeedV1 implements Dialect {
    public static final Dialect DIALECT = new FeedV1();

    /** The WebSocket subprotocol (RFC 6455 1.9). */
    public static final String SUBPROTOCOL = "feed.v1";

    private FeedV1() {}

    @Override
    public List<Frame> encode(Batch batch, Head head) {
        StringBuilder json = new StringBuilder(128 + 160 * batch.entries().size());
        json.append("{\"cursor\":\"").append(head.cursor()).append('"');
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
        String comma = "";
        for (Entry entry : batch.entries()) {
            json.append(comma).append(entry.item().json());
            comma = ",";
        }
        return List.of(Frame.text(json.append("]}").toString()));
    }

    @Override
    public boolean saysWhatIsMissing() {
        return true;
    }
}
