package dev.echolocate.embedded;

import dev.echolocate.web.HandshakeContext;
import dev.echolocate.web.Transport;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/** Records what it gets; answers each text with its length and checksum; {@code ?name=} finds it again. */
@ServerEndpoint("/test/{name}")
public class TestEndpoint {
    static final class Seen {
        final HandshakeContext context;
        final Session session;
        final AtomicInteger closes = new AtomicInteger();
        final AtomicLong parts = new AtomicLong();
        final AtomicLong bytes = new AtomicLong();
        final AtomicInteger longestPart = new AtomicInteger();
        final AtomicInteger errors = new AtomicInteger();
        final Queue<CloseReason> reasons = new ConcurrentLinkedQueue<>();
        final CRC32 sum = new CRC32();
        final StringBuilder text = new StringBuilder();
        volatile boolean pauseAtEachMessage;
        volatile boolean quiet;

        Seen(HandshakeContext context, Session session) {
            this.context = context;
            this.session = session;
        }

        Transport transport() {
            return context.transport();
        }
    }

    private static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();

    static Seen seen(String name) {
        Served.await("session " + name, () -> SEEN.containsKey(name));
        return SEEN.get(name);
    }

    @OnOpen
    public void open(Session session) {
        Seen seen = new Seen(HandshakeContext.current(), session);
        session.getUserProperties().put("seen", seen);
        SEEN.put(session.getPathParameters().get("name"), seen);
    }

    @OnMessage
    public void text(Session session, String part, boolean last) {
        Seen seen = of(session);
        seen.text.append(part);
        count(seen, part.length());
        if (last) {
            String whole = seen.text.toString();
            seen.text.setLength(0);
            answer(seen, whole.length() > 1000 ? whole.length() + " " + whole.hashCode() : whole);
        }
    }

    @OnMessage
    public void binary(Session session, ByteBuffer part, boolean last) {
        Seen seen = of(session);
        count(seen, part.remaining());
        seen.sum.update(part);
        if (last) {
            answer(seen, seen.bytes.get() + " " + seen.sum.getValue());
        }
    }

    @OnClose
    public void close(Session session, CloseReason reason) {
        of(session).reasons.add(reason);
        of(session).closes.incrementAndGet();
    }

    @OnError
    public void error(Session session, Throwable error) {
        of(session).errors.incrementAndGet();
    }

    private static void answer(Seen seen, String text) {
        if (seen.pauseAtEachMessage) {
            seen.transport().pause();
        }
        if (!seen.quiet) {
            seen.session.getAsyncRemote().sendText(text, result -> {});
        }
    }

    private static void count(Seen seen, int size) {
        seen.parts.incrementAndGet();
        seen.bytes.addAndGet(size);
        seen.longestPart.accumulateAndGet(size, Math::max);
    }

    private static Seen of(Session session) {
        return (Seen) session.getUserProperties().get("seen");
    }
}
