package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What Log and Board in this process have in common: the lock, the head, who listens, and the paging of a read. */
abstract class LocalFeed implements Feed {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Guards everything below, and everything of the subclasses. Short: numbers and links only. */
    final Object lock = new Object();

    private final String name;

    /** Whom it is counted to, for as long as it lives. */
    final Address maker;

    private final Budget.Share place;
    private final String epoch = newEpoch();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long head;

    /** Set once, when its bytes are given back: who still holds it writes no more. */
    boolean dropped;

    /** Handles and idleness belong to the engine's lock. */
    int handles;

    long idleSinceMillis;

    /**
     * @param place what it takes of all feeds; given back when it is dropped
     */
    LocalFeed(String name, Address maker, Budget.Share place) {
        this.name = name;
        this.maker = maker;
        this.place = place;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Cursor head() {
        synchronized (lock) {
            return Cursor.at(epoch, head);
        }
    }

    @Override
    public Subscription subscribe(Runnable changed) {
        Runnable listener = listen(changed);
        return () -> listeners.remove(listener);
    }

    /** What {@link #silence} takes. */
    final Runnable listen(Runnable changed) {
        // A wrapper, so that two subscriptions of one Runnable end separately.
        Runnable listener = () -> changed.run();
        listeners.add(listener);
        return listener;
    }

    /** False where it was silenced before. */
    final boolean silence(Runnable listener) {
        return listeners.remove(listener);
    }

    /** What is lost when it goes while nobody holds it, the least first. */
    enum Missed {
        /** It holds nothing: a cursor that somebody still has. */
        NOTHING,
        /** Who has left, for those who did not hear it. */
        TRACES,
        /** What was said, or who is expected back. */
        MUCH
    }

    abstract Missed missed();

    /** Whether it may go as soon as it has idled for long enough. */
    abstract boolean mayGo();

    /** Ends its life, and gives back what it has: who writes, sheds or sweeps it after that finds nothing. */
    final void drop() {
        synchronized (lock) {
            dropped = true;
            clear();
        }
        place.close();
    }

    final boolean dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    /** Under the lock: forgets everything, and gives its bytes back. */
    abstract void clear();

    /** Under the lock. */
    final long next() {
        return ++head;
    }

    /** Under the lock. */
    final long headSequence() {
        return head;
    }

    final Cursor at(long sequence) {
        return Cursor.at(epoch, sequence);
    }

    final Cursor at(long sequence, long base) {
        return new Cursor(epoch, sequence, base);
    }

    /** Not under the lock: a listener may take locks of its own. */
    final void changed() {
        for (Runnable listener : listeners) {
            listener.run();
        }
    }

    /** Under the lock: whether the cursor is of another life, or of the future. */
    final boolean foreign(@Nullable Cursor after) {
        return after != null
                && !after.isNothing()
                && (!after.epoch().equals(epoch) || after.sequence() > head || after.base() > head);
    }

    final Batch reset() {
        return new Batch(Batch.Continuity.RESET, List.of(), at(head), 0, false);
    }

    /** Collects a page. */
    static final class PageBuilder {
        private final List<Entry> entries = new ArrayList<>();
        private final int maxEntries;
        private final int maxBytes;
        private int bytes;

        PageBuilder(int maxEntries, int maxBytes) {
            this.maxEntries = maxEntries;
            this.maxBytes = maxBytes;
        }

        /** False where the entry no longer fits. */
        boolean add(Entry entry) {
            if (!entries.isEmpty() && (entries.size() >= maxEntries || bytes + entry.size() > maxBytes)) {
                return false;
            }
            entries.add(entry);
            bytes += entry.size();
            return true;
        }

        List<Entry> entries() {
            return entries;
        }

        long last() {
            return entries.get(entries.size() - 1).sequence();
        }
    }

    private static String newEpoch() {
        byte[] random = new byte[9];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
