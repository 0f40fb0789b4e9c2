package dev.echolocate.web;

import dev.echolocate.base.FrameHeader;
import dev.echolocate.base.OneAtATime;
import dev.echolocate.base.Opcode;
import dev.echolocate.delivery.Frame;
import dev.echolocate.echo.Fragments;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way in fragments (RFC 6455 5.4), on a connection of ours. Some are written together, the next ones once
 * those are with the kernel, and no thread waits for that. The engine's control frames may come between them (5.4). A thousand
 * fragments of a byte wait as bytes, not as a thousand objects that nobody counts.
 */
final class FragmentedSend {
    /** Bytes that are written together. */
    private static final int TOGETHER = 64 * 1024;

    private final Transport transport;
    private final Consumer<@Nullable Throwable> done;

    private final OneAtATime turns = new OneAtATime(this::next);

    private Iterator<ByteBuffer> parts;

    private Opcode opcode;

    private FragmentedSend(
            Transport transport, Opcode opcode, Iterator<ByteBuffer> parts, Consumer<@Nullable Throwable> done) {
        this.transport = transport;
        this.opcode = opcode;
        this.parts = parts;
        this.done = done;
    }

    /**
     * Sends a message.
     *
     * @param count how many fragments
     * @param done once, on any thread: when the last of them is with the kernel, or one of them failed
     */
    static void send(Transport transport, Frame message, int count, Consumer<@Nullable Throwable> done) {
        String text = message.text();
        byte[] binary = message.binary();
        Iterator<ByteBuffer> parts = text != null
                ? Fragments.of(text, count).stream()
                        .map(part -> ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)))
                        .iterator()
                : Fragments.of(binary == null ? new byte[0] : binary, count).iterator();
        new FragmentedSend(transport, text != null ? Opcode.TEXT : Opcode.BINARY, parts, done).turns.run();
    }

    /** The header of an unmasked frame (RFC 6455 5.2). */
    static ByteBuffer header(boolean fin, Opcode opcode, int length) {
        return FrameHeader.begin(FrameHeader.first(fin, 0, opcode.code()), false, length)
                .flip();
    }

    private void next() {
        if (!parts.hasNext()) {
            done.accept(null);
            return;
        }
        List<ByteBuffer> frames = new ArrayList<>();
        int bytes = 0;
        while (parts.hasNext() && bytes < TOGETHER) {
            ByteBuffer part = parts.next();
            ByteBuffer header = header(!parts.hasNext(), opcode, part.remaining());
            frames.add(header);
            frames.add(part);
            bytes += header.remaining() + part.remaining();
            opcode = Opcode.CONTINUATION;
        }
        if (!parts.hasNext()) {
            // The one that has come to its end keeps all of them.
            parts = Collections.emptyIterator();
        }
        if (frames.size() == 2) {
            transport.write(this::written, frames.get(0), frames.get(1));
        } else {
            transport.write(this::written, joined(frames, bytes));
        }
    }

    private static ByteBuffer joined(List<ByteBuffer> frames, int bytes) {
        ByteBuffer all = ByteBuffer.allocate(bytes);
        frames.forEach(all::put);
        return all.flip();
    }

    private void written(@Nullable Throwable failure) {
        if (failure == null) {
            turns.run();
        } else {
            done.accept(failure);
        }
    }
}
