package dev.echolocate.web;

import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Refusal;

/** A session that can't begin, and is closed with why. */
final class Unopened extends Exception {
    final int code;
    final Refusal reason;

    /** It asks for what there is not. */
    Unopened(String message) {
        this(CloseCode.POLICY, Refusal.MALFORMED, message);
    }

    Unopened(int code, Refusal reason, String message) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
    }
}
