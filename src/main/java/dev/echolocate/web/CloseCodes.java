package dev.echolocate.web;

import dev.echolocate.base.CloseCode;
import dev.echolocate.delivery.End;
import dev.echolocate.delivery.Ending;

/** How a WebSocket says why its session ends (RFC 6455 7.4). */
public final class CloseCodes {
    private CloseCodes() {}

    public static int of(End how) {
        return how.code() != 0 ? how.code() : of(how.why());
    }

    private static int of(Ending why) {
        return switch (why) {
            case UNREAD, BEHIND, GATHERING, BUSY, CROWDED, STALLED, REFUSED -> CloseCode.TRY_AGAIN;
            case BAD_MESSAGES, UNFINISHED, TOO_FAST -> CloseCode.POLICY;
            case TOO_BIG -> CloseCode.TOO_BIG;
            case STOPPING, SILENT -> CloseCode.GOING_AWAY;
            case FAULT -> CloseCode.SERVER_ERROR;
            case EXPIRED, ASKED, LEFT, LOST -> CloseCode.NORMAL;
        };
    }
}
