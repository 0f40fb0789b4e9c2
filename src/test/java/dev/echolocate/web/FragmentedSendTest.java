package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.delivery.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FragmentedSendTest {
    /** A peer that never reads: it keeps what waits for it. */
    private static final class Unread implements Transport {
        final List<ByteBuffer[]> writes = new ArrayList<>();
        final List<Consumer<@Nullable Throwable>> waiting = new ArrayList<>();

        @Override
        public void write(Consumer<@Nullable Throwable> done, ByteBuffer... frames) {
            writes.add(frames);
            waiting.add(done);
        }

        @Override
        public boolean owned() {
            return true;
        }

        @Override
        public @Nullable String late(boolean held) {
            return null;
        }

        @Override
        public void abort() {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}
    }

    private final Unread transport = new Unread();
    private final List<@Nullable Throwable> done = new ArrayList<>();

    @Test
    void aThousandFragmentsWaitAsOneBuffer() {
        FragmentedSend.send(transport, Frame.binary(new byte[] {7, 8}), 1_000, done::add);
        assertEquals(1, transport.writes.size());
        assertEquals(1, transport.writes.get(0).length);
        ByteArrayOutputStream wanted = new ByteArrayOutputStream();
        for (int i = 1; i <= 1_000; i++) {
            boolean full = i == 500 || i == 1_000;
            wanted.write((i == 1 ? 2 : 0) | (i == 1_000 ? 0x80 : 0));
            wanted.write(full ? 1 : 0);
            if (full) {
                wanted.write(i == 500 ? 7 : 8);
            }
        }
        ByteBuffer all = transport.writes.get(0)[0];
        byte[] written = new byte[all.remaining()];
        all.get(written);
        assertArrayEquals(wanted.toByteArray(), written);
        transport.waiting.get(0).accept(null);
        assertEquals(1, done.size());
    }

    @Test
    void aLongFragmentIsNotCopied() {
        byte[] message = new byte[1 << 20];
        FragmentedSend.send(transport, Frame.binary(message), 2, done::add);
        assertEquals(2, transport.writes.get(0).length);
        assertEquals(message, transport.writes.get(0)[1].array());
        transport.waiting.get(0).accept(null);
        transport.waiting.get(1).accept(null);
        assertEquals(1, done.size());
    }
}
