package dev.echolocate.web;

/**
 * What only the owner of a session's TCP connection can do. The embedded server offers all of it; a container offers
 * none, and the doors then do what the WebSocket API allows. All methods are thread-safe, idempotent and don't block.
 */
public interface Transport {
    /** Ends the TCP connection at once, with nothing said and nothing left to send. */
    void abort();

    /** Whether the connection is ours: if not, nothing here has an effect. */
    boolean owned();

    /** Stops reading from the connection, so that TCP's flow control holds the client back (RFC 9293 3.8). */
    void pause();

    /** Reads on. */
    void resume();

    /** In a container. */
    Transport NONE = new Transport() {
        @Override
        public void abort() {}

        @Override
        public boolean owned() {
            return false;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}
    };
}
