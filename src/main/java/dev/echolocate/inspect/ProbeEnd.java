package dev.echolocate.inspect;

import org.jspecify.annotations.Nullable;

/**
 * How a probe ended.
 *
 * @param request that was sent, byte by byte in ISO 8859-1; empty where the connection came to nothing before, or {@link
 *     ProbeWatcher#opened} has told it
 * @param response alike; the start of it where it is long
 * @param close what the server's close frame said; null where none came
 */
public record ProbeEnd(Kind kind, String request, String response, DecodedFrame.@Nullable Close close) {

    /** How it came to be. */
    public enum State {
        /** No answer in HTTP was got. */
        FAILED,
        /** The answer is no upgrade. */
        REFUSED,
        /** It was open. */
        CLOSED
    }

    /** Why, for programs and for people. */
    public enum Kind {
        CANCELLED(State.FAILED, "closed before it was open"),
        NOT_HERE(State.FAILED, "the address that the container tells is none of this machine's"),
        UNREACHABLE(State.FAILED, "nothing accepts a connection at the address that this session came in on"),
        SLOW(State.FAILED, "no answer to the handshake in time"),
        NOT_HTTP(State.FAILED, "what was answered is not HTTP"),
        CERTIFICATE(State.FAILED, "the certificate is not this server's own"),
        TLS(State.FAILED, "no TLS connection came about"),
        REFUSED(State.REFUSED, "the handshake was refused"),
        WRONG_ACCEPT(State.REFUSED, "Sec-WebSocket-Accept does not follow from the key (RFC 6455 4.1)"),
        CLOSED(State.CLOSED, "closed as both sides agreed (RFC 6455 7.1.4)"),
        UNANSWERED(State.CLOSED, "the close was not answered in time"),
        DROPPED(State.CLOSED, "the connection ended without a close frame"),
        BROKEN(State.CLOSED, "what came is no frame that a probe reads"),
        IDLE(State.CLOSED, "nothing was sent for too long"),
        EXPIRED(State.CLOSED, "its time is up"),
        STOPPED(State.CLOSED, "the server stops");

        private final State state;
        private final String words;

        Kind(State state, String words) {
            this.state = state;
            this.words = words;
        }

        public State state() {
            return state;
        }

        public String words() {
            return words;
        }
    }
}
