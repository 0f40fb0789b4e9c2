package dev.echolocate.feed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A Log in this process. */
final class LocalLog extends LocalFeed implements Log {
    private final Limits limits;
    private final Memory memory;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private long held;

    LocalLog(Limits limits, Memory memory) {
        this.limits = limits;
        this.memory = memory;
    }

    @Override
    public Cursor back(int n) {
        synchronized (lock) {
            return at(headSequence() - Math.min(n, entries.size()));
        }
    }

    @Override
    public CompletionStage<Outcome> append(Item item) {
        int size = item.size() + Entry.OVERHEAD;
        if (size > limits.logBytes() || !memory.take(size)) {
            return CompletableFuture.completedFuture(Outcome.FULL);
        }
        long freed = size;
        Outcome outcome = Outcome.UNAVAILABLE;
        synchronized (lock) {
            if (!dropped) {
                Entry entry = new Entry(next(), "", item, false);
                entries.put(entry.sequence(), entry);
                held += size;
                freed = trim(limits.logBytes(), limits.logEntries());
                outcome = Outcome.DONE;
            }
        }
        memory.give(freed);
        changed();
        return CompletableFuture.completedFuture(outcome);
    }

    @Override
    public Batch read(@Nullable Cursor after, Cursor upTo, int maxEntries, int maxBytes) {
        synchronized (lock) {
            if (foreign(after)) {
                return reset();
            }
            long from = after == null ? headSequence() - entries.size() : after.sequence();
            long end = Math.min(upTo.sequence(), headSequence());
            if (from >= end) {
                return new Batch(Batch.Kind.NEXT, List.of(), at(from), 0, false);
            }
            long firstHeld = headSequence() - entries.size() + 1;
            long lost = Math.max(0, Math.min(firstHeld, end + 1) - from - 1);
            Page page = new Page(maxEntries, maxBytes);
            boolean more = false;
            for (Entry entry : entries.subMap(from, false, end, true).values()) {
                if (!page.add(entry)) {
                    more = true;
                    break;
                }
            }
            Batch.Kind kind = lost == 0 ? Batch.Kind.NEXT : Batch.Kind.GAP;
            return new Batch(kind, page.entries(), at(more ? page.last() : end), lost, more);
        }
    }

    /** Gives up at least {@code bytes} of the oldest entries, or all. */
    void shed(long bytes) {
        long freed;
        synchronized (lock) {
            freed = trim(Math.max(0, held - bytes), Integer.MAX_VALUE);
        }
        memory.give(freed);
    }

    private long trim(long maxBytes, int maxEntries) {
        long freed = 0;
        while (held - freed > maxBytes || entries.size() > maxEntries) {
            Map.Entry<Long, Entry> oldest = entries.pollFirstEntry();
            if (oldest == null) {
                break;
            }
            freed += oldest.getValue().size();
        }
        held -= freed;
        return freed;
    }

    @Override
    long clear() {
        return trim(0, 0);
    }

    @Override
    long held() {
        synchronized (lock) {
            return held;
        }
    }

    @Override
    boolean empty() {
        return true;
    }
}
