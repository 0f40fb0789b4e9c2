package dev.echolocate.embedded;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.jspecify.annotations.Nullable;

/** A head that is being read, and what has come of it: in one array, however small the pieces. Selector thread only. */
final class Unfinished {
    private final RequestHead head;
    private byte[] bytes = {};
    private int length;

    /** @param max as of {@link RequestHead} */
    Unfinished(int max) {
        head = new RequestHead(max);
    }

    RequestHead head() {
        return head;
    }

    /** Takes what was read, unless it completes the head, and says what is wrong with it. */
    RequestHead.@Nullable Fault read(Buffer read) {
        if (length == 0) {
            RequestHead.Fault fault = head.read(read.toByteBuffer());
            if (fault == null && !head.isWhole()) {
                keep(read);
            }
            return fault;
        }
        keep(read);
        return head.read(ByteBuffer.wrap(bytes, 0, length));
    }

    /** The whole head, which was completed by these bytes, and what came behind it. */
    Buffer whole(Buffer read, MemoryManager<?> memory) {
        Buffer whole = length == 0 ? read : Buffers.wrap(memory, bytes, 0, length);
        // The library takes the first byte for the method's.
        return head.start() == 0 ? whole : whole.slice(whole.position() + head.start(), whole.limit());
    }

    private void keep(Buffer read) {
        int total = length + read.remaining();
        if (total > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(total, bytes.length + bytes.length / 2));
        }
        read.get(bytes, length, read.remaining());
        length = total;
    }
}
