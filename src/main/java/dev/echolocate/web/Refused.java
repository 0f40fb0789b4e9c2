package dev.echolocate.web;

import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Refusal;

/** Somebody is refused, and why: for who asked, in the terms of whatever was asked with. No fault, so no stack trace. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final Refusal reason;
    private final int status;
    private final String code;
    private final int retrySeconds;

    /**
     * @param status of HTTP (RFC 9110 15, RFC 6585)
     * @param code as in the errors of a session
     * @param retrySeconds when it is worth while to try again (RFC 9110 10.2.3); 0: it never is
     * @param message what was wrong or too much, and until when
     */
    public Refused(Refusal reason, int status, String code, int retrySeconds, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.status = status;
        this.code = code;
        this.retrySeconds = retrySeconds;
    }

    public Refusal reason() {
        return reason;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public int retrySeconds() {
        return retrySeconds;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    /** What a session is closed with (RFC 6455 7.4.1, and the registry of IANA). */
    public int closeCode() {
        return retrySeconds > 0 ? CloseCode.TRY_AGAIN : CloseCode.POLICY;
    }
}
