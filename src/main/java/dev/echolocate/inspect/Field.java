package dev.echolocate.inspect;

/**
 * A part of a frame's header, or its payload (RFC 6455 5.2).
 *
 * @param bit where it begins, from the first bit of all bytes; the most significant bit of a byte is its first
 * @param bits how many it has
 * @param value as an unsigned number; 0 for the payload, which is bytes
 */
public record Field(Name name, int bit, int bits, long value) {
    /** The names of RFC 6455's picture of a frame, in the order of the wire. */
    public enum Name {
        FIN,
        RSV1,
        RSV2,
        RSV3,
        OPCODE,
        MASK,
        LENGTH,
        LENGTH_16,
        LENGTH_64,
        MASKING_KEY,
        PAYLOAD
    }
}
