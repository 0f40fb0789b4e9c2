package dev.echolocate.embedded;

import java.util.Map;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.jspecify.annotations.Nullable;

/**
 * One response as the packets that the codec takes: it calls nobody back about a packet that comes to no bytes, so there
 * is none of these. For one thread at a time.
 */
final class Packets {
    private static final int UNKNOWN = -1;

    private final HttpResponsePacket response;
    private final MemoryManager<?> memory;
    private final boolean head;
    private boolean bodiless;
    private boolean started;
    private long left = UNKNOWN;

    Packets(HttpResponsePacket response, MemoryManager<?> memory) {
        this.response = response;
        this.memory = memory;
        this.head = response.getRequest().isHeadRequest();
    }

    void begin(int status, Map<String, String> headers) {
        Answers.status(response, status);
        bodiless = head || status == 204 || status == 304;
        headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase(Header.ContentLength.toString())) {
                left = Long.parseLong(value);
                response.setContentLengthLong(left);
            } else {
                response.setHeader(name, value);
            }
        });
    }

    /** The next bytes, behind the headers where these have not been sent; null where that comes to nothing. */
    @Nullable
    HttpPacket next(byte[] bytes, int from, int to) {
        boolean first = !started;
        started = true;
        if (bodiless || from == to) {
            return first ? response : null;
        }
        left -= left == UNKNOWN ? 0 : to - from;
        return HttpContent.builder(response)
                .content(Buffers.wrap(memory, bytes, from, to - from))
                .build();
    }

    /** The end, with the headers where these have not been sent; null where that comes to nothing. */
    @Nullable
    HttpPacket last() {
        boolean needed = !started || (response.isChunked() && !bodiless);
        started = true;
        return needed
                ? HttpContent.builder(response)
                        .content(Buffers.EMPTY_BUFFER)
                        .last(true)
                        .build()
                : null;
    }

    /** Whether as many bytes have come as were promised: otherwise the peer would take the next response for the rest. */
    boolean isWhole() {
        return bodiless || left == UNKNOWN || left == 0;
    }
}
