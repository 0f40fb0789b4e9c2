package dev.echolocate.tls;

import java.io.IOException;

/** There is no certificate to speak TLS with. The message is one line for the operator. */
public final class TlsException extends IOException {
    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
