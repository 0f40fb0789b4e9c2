package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import org.jspecify.annotations.Nullable;

/**
 * What one feed has to tell in a frame.
 *
 * @param of whose it is, where the reader is to be told; else null
 * @param snapshot whether it belongs to what a reader is told that knows nothing yet
 */
public record Part(@Nullable String of, boolean snapshot, Batch batch) {}
