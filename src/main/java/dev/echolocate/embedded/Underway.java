package dev.echolocate.embedded;

import dev.echolocate.base.Budget;
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
    /** An array grows by so much. */
    private static final int STEP = 1024;

    /** What an object and its array cost beside the bytes in them. */
    private static final int PIECE = 160;

    private final Budget.Share share;
    private final int longest;
    private long charged;
    private boolean refused;

    private byte @Nullable [] part;
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

    /** Takes what was read, and gives it back once there is a whole head in it, with all that came behind. Else null. */
    synchronized @Nullable Buffer head(Buffer read, MemoryManager<?> memory) {
        byte[] before = part;
        if (length == 0) {
            skipEmptyLines(read);
        }
        if (before == null && isWhole(read, read.position())) {
            return charge(read.remaining()) ? read : null;
        }
        int total = length + read.remaining();
        byte[] all = before == null ? new byte[0] : before;
        if (total > all.length) {
            int capacity = (total + STEP - 1) / STEP * STEP;
            if (!charge(capacity)) {
                return null;
            }
            all = Arrays.copyOf(all, capacity);
        }
        int old = length;
        read.get(all, length, read.remaining());
        part = all;
        length = total;
        if (total <= longest && !isWhole(Buffers.wrap(memory, all, 0, total), Math.max(0, old - 3))) {
            return null;
        }
        part = null;
        length = 0;
        return Buffers.wrap(memory, all, 0, total);
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

    /** The request is answered, or the connection is no longer HTTP. */
    synchronized void done() {
        if (part == null) {
            charge(0);
        }
    }

    @Override
    public synchronized void close() {
        part = null;
        share.close();
    }

    private boolean charge(long bytes) {
        if (bytes < charged) {
            share.give(charged - bytes);
        } else if (bytes > charged && share.tryTake(bytes - charged) != Budget.Taken.YES) {
            refused = true;
            part = null;
            length = 0;
            charge(0);
            return false;
        }
        charged = bytes;
        return true;
    }

    /** Before a head, they are none of it (RFC 9112 2.2). */
    private static void skipEmptyLines(Buffer read) {
        while (read.hasRemaining() && isNewline(read.get(read.position()))) {
            read.position(read.position() + 1);
        }
    }

    /** Whether an empty line ends a head, from there on. */
    private static boolean isWhole(Buffer bytes, int from) {
        boolean lineIsEmpty = false;
        for (int i = from; i < bytes.limit(); i++) {
            byte b = bytes.get(i);
            if (b == '\n') {
                if (lineIsEmpty) {
                    return true;
                }
                lineIsEmpty = true;
            } else if (b != '\r') {
                lineIsEmpty = false;
            }
        }
        return false;
    }

    private static boolean isNewline(byte b) {
        return b == '\r' || b == '\n';
    }
}
