package dev.echolocate.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a batch looks on the wire. Pure, and thread-safe: what many readers share is encoded once. */
public interface Dialect {
    /**
     * What is told of parts of some feeds.
     *
     * @param parts what each feed that has something to tell was read of, in the order of the subscriber's list
     */
    List<Frame> encode(List<Part> parts, FrameHead head);

    /** The dialect that looks the same on batches that many readers share: these are encoded once for all of its kind. */
    default Dialect shared() {
        return this;
    }

    /** Whether what is told depends on what its readers know already: then only who knows all that others do shares it with them. */
    default boolean leavesOutWhatIsKnown() {
        return false;
    }

    /** How many entries of a snapshot go into one frame, where they are longer than what the feed holds of them. */
    default int snapshotEntries() {
        return Integer.MAX_VALUE;
    }

    /** Whether it can say that there is nothing to tell: a reader who waits for that hears of it every so often. */
    default boolean beats() {
        return false;
    }

    /** Whether it can say that something is missing. If not, such a reader is closed with 1013. */
    boolean saysWhatIsMissing();

    /**
     * What only goes before a reader's own items.
     *
     * @param cursor where this reader is after the batch
     * @param nowMillis when it was read, in milliseconds since the epoch
     * @param reset whether the items replace what the reader had
     * @param intro more members of the JSON object, as {@code "name":value}, or null
     */
    record FrameHead(
            String cursor,
            long nowMillis,
            boolean reset,
            @Nullable String intro) {
        /** For many readers at once. */
        static FrameHead shared(String cursor, long nowMillis) {
            return new FrameHead(cursor, nowMillis, false, null);
        }
    }
}
