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
public record ProbeEnd(How kind, String request, String response, DecodedFrame.@Nullable Close close) {

    /** How it came to be. */
    public enum ProbeState {
        /** No answer in HTTP was got. */
        FAILED,
        /** The answer is no upgrade. */
        REFUSED,
        /** It was open. */
        CLOSED
    }

    /** Why, for programs and for people. */
    public enum How {
        CANCELLED(ProbeState.FAILED, "closed before it was open"),
        NOT_HERE(ProbeState.FAILED, "the address that the container tells is none of this machine's"),
        UNREACHABLE(ProbeState.FAILED, "nothing accepts a connection at the address that this session came in on"),
        SLOW(ProbeState.FAILED, "no answer to the handshake in time"),
        NOT_HTTP(ProbeState.FAILED, "what was answered is not HTTP"),
        CERTIFICATE(ProbeState.FAILED, "the certificate is not this server's own"),
        TLS(ProbeState.FAILED, "no TLS connection came about"),
        REFUSED(ProbeState.REFUSED, "the handshake was refused"),
        WRONG_ACCEPT(ProbeState.REFUSED, "Sec-WebSocket-Accept does not follow from the key (RFC 6455 4.1)"),
        CLOSED(ProbeState.CLOSED, "closed as both sides agreed (RFC 6455 7.1.4)"),
        UNANSWERED(ProbeState.CLOSED, "the close was not answered in time"),
        DROPPED(ProbeState.CLOSED, "the connection ended without a close frame"),
        BROKEN(ProbeState.CLOSED, "what came is no frame that a probe reads"),
        IDLE(ProbeState.CLOSED, "nothing was sent for too long"),
        EXPIRED(ProbeState.CLOSED, "its time is up"),
        STOPPED(ProbeState.CLOSED, "the server stops");

        private final ProbeState state;
        private final String words;

        How(ProbeState state, String words) {
            this.state = state;
            this.words = words;
        }

        public ProbeState state() {
            return state;
        }

        public String words() {
            return words;
        }
    }
}
