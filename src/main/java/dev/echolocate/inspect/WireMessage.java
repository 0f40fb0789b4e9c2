package dev.echolocate.inspect;

import dev.echolocate.base.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A message to be written in one or more frames (RFC 6455 5.4), right or wrong.
 *
 * @param opcode four bits, of the first frame
 * @param rsv three bits, of the first frame
 * @param fragments how many frames, 1 or more; none of them needs to have any bytes
 */
public record WireMessage(int opcode, int rsv, Bytes payload, int fragments) {
    /**
     * Its frames, as equal in size as can be.
     *
     * @param keys gives a masking key for each frame, or null
     */
    public List<WireFrame> frames(Supplier<? extends @Nullable Bytes> keys) {
        List<WireFrame> frames = new ArrayList<>();
        for (int i = 0; i < fragments; i++) {
            Bytes part = payload.range(start(i), start(i + 1));
            boolean first = i == 0;
            frames.add(new WireFrame(
                    i == fragments - 1,
                    first ? rsv : 0,
                    first ? opcode : Opcode.CONTINUATION.code(),
                    keys.get(),
                    part));
        }
        return frames;
    }

    private int start(int fragment) {
        return (int) ((long) payload.size() * fragment / fragments);
    }
}
