package dev.echolocate.base;

import org.jspecify.annotations.Nullable;

/** What a frame is (RFC 6455 5.2, 11.8). Codes 3 to 7 and 11 to 15 are reserved. */
public enum Opcode {
    CONTINUATION(0x0),
    TEXT(0x1),
    BINARY(0x2),
    CLOSE(0x8),
    PING(0x9),
    PONG(0xA);

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /** Four bits. */
    public int code() {
        return code;
    }

    /** The opcode of a code of four bits; null where it is reserved. */
    public static @Nullable Opcode of(int code) {
        for (Opcode opcode : values()) {
            if (opcode.code == code) {
                return opcode;
            }
        }
        return null;
    }

    /** Whether frames of this code control the connection (RFC 6455 5.5), reserved ones too. */
    public static boolean controls(int code) {
        return (code & 0x8) != 0;
    }
}
