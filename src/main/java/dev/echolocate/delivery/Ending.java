package dev.echolocate.delivery;

import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Refusal;
import org.jspecify.annotations.Nullable;

/** Why a session is over. Each is counted, see {@link Delivery#endings}. */
public enum Ending {
    /** The peer has closed it, or its connection is gone. */
    LEFT,
    /** A send failed. */
    LOST,
    /** A send did not finish in time. */
    STALLED,
    /** It gave no sign of life. */
    SILENT,
    /** Too much was waiting to be sent, of all sessions; its address was over its share, or it had stalled the longest. */
    CROWDED(0, Refusal.UNSENT),
    /** Too many replies waited for it to read them. */
    UNREAD(CloseCode.TRY_AGAIN, Refusal.UNSENT),
    /** It was too far behind in a dialect that can't say so. */
    BEHIND(CloseCode.TRY_AGAIN),
    /** Bad messages in a row. */
    BAD_MESSAGES(CloseCode.POLICY),
    /** A message above the limit. */
    TOO_BIG(CloseCode.TOO_BIG),
    /** A message that was begun, and not whole in time. */
    UNFINISHED(CloseCode.POLICY),
    /** A message that did not fit with all others that are not whole yet. */
    GATHERING(CloseCode.TRY_AGAIN, Refusal.GATHERING),
    /** It went on sending faster than it may. */
    TOO_FAST(CloseCode.POLICY, Refusal.RATE),
    /** What it asked for needs a thread, and too many others waited for one. */
    BUSY(CloseCode.TRY_AGAIN, Refusal.WORK),
    /** It was not let in. The code depends on why. */
    REFUSED,
    /** Its time was up, as it had asked. */
    EXPIRED(CloseCode.NORMAL),
    /** It asked to be ended, with whatever code. */
    ASKED,
    /** The server stops. */
    STOPPING(CloseCode.GOING_AWAY),
    /** A fault of ours. */
    FAULT(CloseCode.SERVER_ERROR);

    private final int code;
    private final @Nullable Refusal refusal;

    Ending() {
        this(0);
    }

    Ending(int code) {
        this(code, null);
    }

    Ending(int code, @Nullable Refusal refusal) {
        this.code = code;
        this.refusal = refusal;
    }

    /** The close code that says so (RFC 6455 7.4), or 0: nothing is said, or it depends. */
    public int code() {
        return code;
    }

    /** What was too much, where that is why; counted with it. Null where it isn't, or was counted before. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }
}
