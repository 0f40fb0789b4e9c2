package dev.echolocate.web.http;

import dev.echolocate.web.AssemblyBudget;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a request's body as it comes, without a thread that waits for it. The container calls it on one thread at a time;
 * {@link #late} is for another.
 */
final class ServletBody implements ReadListener {
    private static final int PART = 8 * 1024;

    private final ServletInputStream in;
    private final int max;
    private final AssemblyBudget.Hold hold;
    private final Consumer<byte @Nullable []> taken;
    private final Consumer<Throwable> failed;
    private final Bodies bodies;
    private final byte[] part = new byte[PART];
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private volatile boolean over;

    private enum Added {
        YES,
        TOO_LONG,
        NO_ROOM,
        /** It ended meanwhile. */
        OVER
    }

    /** See {@link Bodies#gather}. */
    ServletBody(
            ServletInputStream in,
            int max,
            AssemblyBudget.Hold hold,
            Consumer<byte @Nullable []> taken,
            Consumer<Throwable> failed,
            Bodies bodies) {
        this.in = in;
        this.max = max;
        this.hold = hold;
        this.taken = taken;
        this.failed = failed;
        this.bodies = bodies;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!over && in.isReady()) {
            int length = in.read(part);
            if (length < 0) {
                return;
            }
            Added added = add(length);
            if (added == Added.TOO_LONG && end()) {
                taken.accept(null);
            } else if (added == Added.NO_ROOM && end()) {
                failed.accept(bodies.tooMany());
            }
        }
    }

    private synchronized Added add(int length) {
        if (over) {
            return Added.OVER;
        }
        if (body.size() + length > max) {
            return Added.TOO_LONG;
        }
        if (!hold.take(length)) {
            return Added.NO_ROOM;
        }
        body.write(part, 0, length);
        return Added.YES;
    }

    @Override
    public void onAllDataRead() {
        if (end()) {
            taken.accept(body.toByteArray());
        }
    }

    @Override
    public void onError(Throwable why) {
        if (end()) {
            failed.accept(why);
        }
    }

    /** Any thread: its time is over. */
    void late() {
        if (end()) {
            failed.accept(bodies.tooLate());
        }
    }

    /** Whether it ends by this. From then on it holds nothing. */
    private boolean end() {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            hold.release();
        }
        bodies.ended(this);
        return true;
    }
}
