package dev.echolocate.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds among the frames of one direction: fragments in their order, text that is UTF-8 (RFC 6455 5.4, 5.6). */
final class MessageRules {
    private boolean open;

    /** Of the text that is being read; null for bytes, and for what an extension has made something else of. */
    private @Nullable Utf8 text;

    boolean isOpen() {
        return open;
    }

    /**
     * The next frame.
     *
     * @param rsv three bits
     * @param whole whether the payload is all there
     * @param start where the payload begins
     * @param payload unmasked
     * @param faults to add to
     */
    void frame(boolean fin, int rsv, int opcode, boolean whole, int start, byte[] payload, List<Fault> faults) {
        if (Opcode.controls(opcode)) {
            return;
        }
        if (opcode == Opcode.CONTINUATION.code()) {
            if (!open) {
                faults.add(new Fault(Rule.NOTHING_TO_CONTINUE, start));
            }
        } else {
            if (open) {
                faults.add(new Fault(Rule.MESSAGE_IN_MESSAGE, start));
            }
            text = opcode == Opcode.TEXT.code() && rsv == 0 ? new Utf8() : null;
        }
        open = !fin;
        int bad = text == null ? -1 : text.check(payload, fin && whole);
        if (bad >= 0) {
            faults.add(new Fault(Rule.NOT_UTF8, start + bad));
            text = null;
        }
        if (fin) {
            text = null;
        }
    }
}
