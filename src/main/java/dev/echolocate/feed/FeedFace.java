package dev.echolocate.feed;

import org.jspecify.annotations.Nullable;

/** A feed as it is, but for its writes. Two faces of one feed are equal: its readers share what they read. */
abstract class FeedFace<F extends Feed> implements Feed {
    final F feed;

    FeedFace(F feed) {
        this.feed = feed;
    }

    @Override
    public final String name() {
        return feed.name();
    }

    @Override
    public final Cursor head() {
        return feed.head();
    }

    @Override
    public final Batch read(@Nullable Cursor after, Cursor upTo, int maxEntries, int maxBytes) {
        return feed.read(after, upTo, maxEntries, maxBytes);
    }

    @Override
    public final Subscription subscribe(Runnable changed) {
        return feed.subscribe(changed);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof FeedFace<?> that && feed.equals(that.feed);
    }

    @Override
    public final int hashCode() {
        return feed.hashCode();
    }
}
