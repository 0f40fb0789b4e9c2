package dev.echolocate.inspect;

/**
 * Who looks at a probe. Called on threads of its own, one call at a time; nothing here may block. A probe tells no more,
 * and reads no more, until what it has told before was taken.
 */
public interface ProbeWatcher {
    /**
     * Hands were shaken.
     *
     * @param request byte by byte, in ISO 8859-1
     * @param response alike
     * @param taken to be run, on any thread, when there is room for more
     */
    void opened(String request, String response, Runnable taken);

    /** A frame is about to be sent, or has come; parameters as above. */
    void frame(ProbeFrame frame, Runnable taken);

    /** It is over; nothing follows. */
    void over(ProbeEnd end);
}
