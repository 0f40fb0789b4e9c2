package dev.echolocate.delivery;

import dev.echolocate.base.Refusal;
import org.jspecify.annotations.Nullable;

/** Why a session is over, whatever its transport. Each is counted, see {@link Hub#endings}. */
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
    CROWDED(Refusal.UNSENT),
    /** Too many replies waited for it to read them. */
    UNREAD(Refusal.UNSENT),
    /** It was too far behind in a dialect that can't say so. */
    BEHIND,
    /** Bad messages in a row. */
    BAD_MESSAGES,
    /** A message above the limit. */
    TOO_BIG,
    /** A message that was begun, and not whole in time. */
    UNFINISHED,
    /** A message that did not fit with all others that are not whole yet. */
    GATHERING(Refusal.GATHERING),
    /** It went on sending faster than it may. */
    TOO_FAST(Refusal.RATE),
    /** What it asked for needs a thread, and too many others waited for one. */
    BUSY(Refusal.WORK),
    /** It was not let in. */
    REFUSED,
    /** Its time was up, as it had asked. */
    EXPIRED,
    /** It asked to be ended, with whatever code. */
    ASKED,
    /** The server stops. */
    STOPPING,
    /** A fault of ours. */
    FAULT;

    private final @Nullable Refusal refusal;

    Ending() {
        this(null);
    }

    Ending(@Nullable Refusal refusal) {
        this.refusal = refusal;
    }

    /** What was too much, where that is why; counted with it. Null where it isn't, or was counted before. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }
}
