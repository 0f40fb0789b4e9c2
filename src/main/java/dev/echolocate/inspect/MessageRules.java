package dev.echolocate.inspect;

import dev.echolocate.base.FrameHeader;
import dev.echolocate.base.Opcode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds among the frames of one direction: all are masked or none is, fragments come in their order, text is UTF-8 (RFC
 * 6455 5.1, 5.4, 5.6).
 */
final class MessageRules {
    /** Whether frames are to be masked; null until there is one that tells whose they are. */
    private @Nullable Boolean masked;

    private boolean open;

    /** Of the text that is being read; null for bytes, and for what an extension has made something else of. */
    private @Nullable Utf8 text;

    private MessageRules(@Nullable Boolean masked) {
        this.masked = masked;
    }

    /** Of a client or of a server: the first frame tells. */
    static MessageRules ofOneSide() {
        return new MessageRules(null);
    }

    static MessageRules ofClient() {
        return new MessageRules(true);
    }

    static MessageRules ofServer() {
        return new MessageRules(false);
    }

    /** The next frame is masked or not; false where it must not be so. */
    boolean mask(boolean is) {
        Boolean wanted = masked;
        if (wanted == null) {
            masked = is;
            return true;
        }
        return wanted == is;
    }

    boolean isOpen() {
        return open;
    }

    /**
     * The next frame.
     *
     * @param whole whether the payload is all there
     * @param start where the payload begins
     * @param payload unmasked
     * @param faults to add to
     */
    void frame(FrameHeader header, boolean whole, int start, byte[] payload, List<Fault> faults) {
        if (header.isControl()) {
            return;
        }
        if (header.opcode() == Opcode.CONTINUATION.code()) {
            if (!open) {
                faults.add(new Fault(Rule.NOTHING_TO_CONTINUE, start));
            }
        } else {
            if (open) {
                faults.add(new Fault(Rule.MESSAGE_IN_MESSAGE, start));
            }
            text = header.opcode() == Opcode.TEXT.code() && header.rsv() == 0 ? new Utf8() : null;
        }
        open = !header.isFin();
        int bad = text == null ? -1 : text.check(payload, header.isFin() && whole);
        if (bad >= 0) {
            faults.add(new Fault(Rule.INCONSISTENT, start + bad));
        }
        if (bad >= 0 || header.isFin()) {
            text = null;
        }
    }
}
