package dev.echolocate.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame as it was found among bytes, right or wrong.
 *
 * @param offset of its first byte
 * @param end behind its last byte that is there
 * @param fields those that are there, in the order of the wire
 * @param opcode four bits
 * @param masked whether it has a masking key
 * @param length of the payload as the header says it; unsigned
 * @param payload what is there of it, unmasked
 * @param close what a close frame says; null for others
 * @param faults in the order they were found
 */
public record DecodedFrame(
        int offset,
        int end,
        List<Field> fields,
        boolean fin,
        int opcode,
        boolean masked,
        long length,
        Bytes payload,
        @Nullable Close close,
        List<Fault> faults) {

    /**
     * Of a close frame (RFC 6455 5.5.1).
     *
     * @param code 1005 where there is none (7.1.5)
     */
    public record Close(int code, String reason) {}
}
