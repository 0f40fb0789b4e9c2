package dev.echolocate.embedded;

import dev.echolocate.base.Budget;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of requests that one connection has in memory: of a head that isn't whole, of the request that is being
 * answered, and of what came behind it. They are in a budget of all connections. A head waits here, in one array, so that it
 * costs its length, however small the pieces are that it comes in. Thread-safe; heads come on the selector's thread.
 */
final class Underway implements AutoCloseable {
    private static final byte[] NOTHING = {};
    private static final RequestHead.HeadFault BUSY =
            new RequestHead.HeadFault(503, "too many requests are under way; try again later");

    /** An array grows by so much. */
    private static final int STEP = 1024;

    /** What an object and its array cost beside the bytes in them. */
    private static final int PIECE = 160;

    private final Budget.Share share;
    private final int longest;
    private long charged;
    private boolean refused;

    private @Nullable RequestHead head;
    private RequestHead.@Nullable HeadFault fault;
    private byte[] part = NOTHING;
    private int length;

    /**
     * Nothing yet.
     *
     * @param share of bytes; closed with this
     * @param longest a head that is longer is handed on, whole or not, to be refused
     */
    Underway(Budget.Share share, int longest) {
        this.share = share;
        this.longest = longest;
    }

    /**
     * Takes what was read, and gives it back once there is a whole head in it, with all that came behind. Else null: more is
     * to come, or there is a {@link #fault}.
     */
    synchronized @Nullable Buffer head(Buffer read, MemoryManager<?> memory) {
        RequestHead head = this.head == null ? new RequestHead(longest) : this.head;
        this.head = head;
        Buffer all = read;
        if (length == 0) {
            fault = head.read(read.toByteBuffer());
            if (fault == null && !head.isWhole()) {
                keep(read);
            }
        } else if (keep(read)) {
            fault = head.read(ByteBuffer.wrap(part, 0, length));
            all = Buffers.wrap(memory, part, 0, length);
        }
        if (fault != null || !head.isWhole() || !charge(all.remaining())) {
            return null;
        }
        forget();
        // The library takes the first byte for the method's.
        return head.start() == 0 ? all : all.slice(all.position() + head.start(), all.limit());
    }

    private boolean keep(Buffer read) {
        int total = length + read.remaining();
        if (total > part.length) {
            int capacity = (total + STEP - 1) / STEP * STEP;
            if (!charge(capacity)) {
                return false;
            }
            part = Arrays.copyOf(part, capacity);
        }
        read.get(part, length, read.remaining());
        length = total;
        return true;
    }

    private void forget() {
        part = NOTHING;
        length = 0;
        head = null;
    }

    /** Why the head that is being read can't be answered, or null. It stays so. */
    synchronized RequestHead.@Nullable HeadFault fault() {
        return fault;
    }

    /** The path of the head that is being read, as far as it has come. */
    synchronized String path() {
        return head == null ? "" : head.path();
    }

    /** Whether the answer to the head that is being read has no body. */
    synchronized boolean isHead() {
        return head != null && head.isHead();
    }

    /** More bytes of the request that is being read, or behind it: whether they may stay. */
    synchronized boolean more(int bytes) {
        return charge(charged + bytes + PIECE);
    }

    /** What is charged now covers this much more of the same request. */
    synchronized boolean atLeast(int bytes) {
        return bytes <= charged || charge(bytes);
    }

    /** Whether there was no room. It stays so. */
    synchronized boolean refused() {
        return refused;
    }

    /** Whether nothing of a request has come. */
    synchronized boolean isEmpty() {
        return length == 0 && charged == 0;
    }

    /** The request is answered, or the connection is no longer HTTP. */
    synchronized void done() {
        if (length == 0) {
            charge(0);
        }
    }

    @Override
    public synchronized void close() {
        forget();
        share.close();
    }

    private boolean charge(long bytes) {
        if (bytes < charged) {
            share.give(charged - bytes);
        } else if (bytes > charged && share.tryTake(bytes - charged) != Budget.Taken.YES) {
            refused = true;
            fault = BUSY;
            part = NOTHING;
            length = 0;
            charge(0);
            return false;
        }
        charged = bytes;
        return true;
    }
}
