package dev.echolocate.web.http;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Bytes on their way, and who is to be told: with null, or why they did not get there. */
final class StreamChunk {
    final byte[] bytes;
    final Consumer<@Nullable Throwable> done;

    StreamChunk(byte[] bytes, Consumer<@Nullable Throwable> done) {
        this.bytes = bytes;
        this.done = done;
    }
}
