package dev.echolocate.embedded;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.jspecify.annotations.Nullable;

/**
 * Tells, in the terms of nobody's library, that bytes are with the kernel, or why they are not.
 */
final class WriteCompletion<M> extends EmptyCompletionHandler<WriteResult<M, SocketAddress>> {
    private final Consumer<@Nullable Throwable> done;

    /** @param done is given null, or why not */
    WriteCompletion(Consumer<@Nullable Throwable> done) {
        this.done = done;
    }

    @Override
    public void completed(WriteResult<M, SocketAddress> result) {
        done.accept(null);
    }

    @Override
    public void failed(Throwable error) {
        done.accept(error);
    }

    @Override
    public void cancelled() {
        failed(new IOException("cancelled"));
    }
}
