package dev.echolocate.inspect;

/** What frames may not do, and where RFC 6455 says so. */
public enum Rule {
    RSV("5.2", "RSV1, RSV2 and RSV3 are 0, unless an extension was negotiated that gives them a meaning"),
    RESERVED_OPCODE("5.2", "opcodes 3 to 7 and 11 to 15 are reserved"),
    MASK("5.1", "a client masks all its frames, a server none"),
    CONTROL_FRAGMENTED("5.5", "control frames are not fragmented: FIN is 1"),
    CONTROL_TOO_LONG("5.5", "control frames have a payload of 125 bytes at most"),
    LENGTH_NOT_MINIMAL("5.2", "a length is written in the fewest bytes that hold it"),
    LENGTH_TOO_LARGE("5.2", "the most significant bit of a 64-bit length is 0"),
    NOTHING_TO_CONTINUE("5.4", "a continuation frame continues a message that was begun without FIN"),
    MESSAGE_IN_MESSAGE("5.4", "a message is not begun before the last fragment of the one before"),
    CLOSE_PAYLOAD("5.5.1", "a close frame's payload is empty, or begins with a code of two bytes"),
    CLOSE_CODE("7.4", "this code is not sent in a close frame"),
    INCONSISTENT("8.1", "text, and the reason of a close, are UTF-8"),
    UNFINISHED_FRAME("5.2", "the bytes end before the frame does"),
    UNFINISHED_MESSAGE("5.4", "the bytes end before the last fragment of the message");

    private final String section;
    private final String words;

    Rule(String section, String words) {
        this.section = section;
        this.words = words;
    }

    /** Of RFC 6455. */
    public String section() {
        return section;
    }

    /** The rule, for people. */
    public String words() {
        return words;
    }
}
