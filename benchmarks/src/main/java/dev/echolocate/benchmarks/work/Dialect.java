package dev.echolocate.benchmarks.work;

import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** How numbered messages are written and read. Message n is of the key {@code n % keys}. */
interface Dialect {
    /** The subprotocol; empty for none. */
    String subprotocol();

    int keys();

    /** Whether a reader may get a newer message of the same key instead. */
    boolean conflates();

    byte[] encode(long number);

    /** One item as it was told last, for who wants to see it; empty where all are alike. */
    default String example() {
        return "";
    }

    /**
     * Tells the numbers of all messages that these bytes have.
     *
     * @return what was wrong; empty for nothing
     */
    String decode(ByteBuffer buffer, int from, int length, LongConsumer numbers);
}
