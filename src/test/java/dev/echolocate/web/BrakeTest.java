package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BrakeTest {
    private final List<String> done = new ArrayList<>();
    private final Brake brake = new Brake(new Transport() {
        @Override
        public void abort() {}

        @Override
        public boolean owned() {
            return true;
        }

        @Override
        public void pause() {
            done.add("pause");
        }

        @Override
        public String late(boolean held) {
            return null;
        }

        @Override
        public void resume() {
            done.add("resume");
        }

        @Override
        public void write(Consumer<@Nullable Throwable> written, ByteBuffer... frames) {}
    });

    @Test
    void aClientIsReadAgainWhenNoReasonIsLeft() {
        brake.on(Brake.Reason.TOO_FAST);
        Objects.requireNonNull(brake.readControl()).pause();
        brake.on(Brake.Reason.TOO_FAST);
        brake.off(Brake.Reason.TOO_FAST);
        assertTrue(brake.isOn());
        assertEquals(List.of("pause"), done);
        Objects.requireNonNull(brake.readControl()).resume();
        assertFalse(brake.isOn());
        assertEquals(List.of("pause", "resume"), done);
        brake.off(Brake.Reason.TOO_FAST);
        assertEquals(List.of("pause", "resume"), done);
    }

    @Test
    void aContainersConnectionHasNone() {
        assertNull(new Brake(Transport.NONE).readControl());
    }
}
