package dev.echolocate.embedded;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.jspecify.annotations.Nullable;

/** Tells somebody who knows nothing of Grizzly that bytes are with the kernel, or why they are not. */
final class Written extends EmptyCompletionHandler<WriteResult<Buffer, SocketAddress>> {
    private final Consumer<@Nullable Throwable> done;

    Written(Consumer<@Nullable Throwable> done) {
        this.done = done;
    }

    @Override
    public void completed(WriteResult<Buffer, SocketAddress> result) {
        done.accept(null);
    }

    @Override
    public void failed(Throwable error) {
        done.accept(error);
    }

    @Override
    public void cancelled() {
        done.accept(new IOException("cancelled"));
    }
}
