package dev.echolocate.web.http;

import dev.echolocate.web.Gathering;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gathers a request's body as it comes, without a thread that waits for it. The container calls it on one thread at a time. */
final class ServletBody implements ReadListener {
    private static final int PART = 8 * 1024;

    private final ServletInputStream in;
    private final int max;
    private final Gathering.Hold hold;
    private final Consumer<byte @Nullable []> taken;
    private final Consumer<Throwable> failed;
    private final byte[] part = new byte[PART];
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean over;

    /**
     * @param taken once: the body, or null where it is longer than {@code max}
     * @param failed where it will never be whole
     */
    ServletBody(
            ServletInputStream in,
            int max,
            Gathering.Hold hold,
            Consumer<byte @Nullable []> taken,
            Consumer<Throwable> failed) {
        this.in = in;
        this.max = max;
        this.hold = hold;
        this.taken = taken;
        this.failed = failed;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!over && in.isReady()) {
            int length = in.read(part);
            if (length < 0) {
                return;
            }
            if (body.size() + length > max) {
                give(null);
            } else if (hold.take(length)) {
                body.write(part, 0, length);
            } else {
                end();
                failed.accept(new IOException("too many bodies at once"));
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (!over) {
            give(body.toByteArray());
        }
    }

    @Override
    public void onError(Throwable why) {
        if (!over) {
            end();
            failed.accept(why);
        }
    }

    private void give(byte @Nullable [] bytes) {
        end();
        taken.accept(bytes);
    }

    private void end() {
        over = true;
        hold.release();
    }
}
