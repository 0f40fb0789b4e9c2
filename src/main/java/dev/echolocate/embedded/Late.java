package dev.echolocate.embedded;

import dev.echolocate.base.Refusal;
import dev.echolocate.web.http.Problem;
import java.util.Map;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;

/** The last words to who does not finish a request in time (RFC 9110 15.5.9). Thread-safe. */
final class Late {
    private static final int REQUEST_TIMEOUT = 408;

    private final ConnectionLimits.Deadlines deadlines;
    private final Safeguards safeguards;
    private final Map<String, String> table;

    /** @param table security headers */
    Late(ConnectionLimits.Deadlines deadlines, Safeguards safeguards, Map<String, String> table) {
        this.deadlines = deadlines;
        this.safeguards = safeguards;
        this.table = table;
    }

    /** Tells it, and ends the connection, unless the rest has come meanwhile. */
    void tell(Phase phase) {
        // Where it is read: nothing comes in between.
        phase.connection().executeInEventThread(IOEvent.READ, () -> {
            Refusal late = phase.refusal();
            if (late == null || phase.deaf()) {
                return;
            }
            safeguards.refusals().count(late);
            TCPNIOConnection connection = phase.connection();
            Buffer words = Buffers.wrap(connection.getMemoryManager(), late == Refusal.BODIES ? body() : head());
            LingeringClose.say(connection, phase, words);
            phase.underway().close();
        });
    }

    private byte[] head() {
        String words = Problem.tooSlow("head", deadlines.header().toMillis()).getMessage();
        return Answers.raw(
                REQUEST_TIMEOUT, "text/plain; charset=utf-8", REQUEST_TIMEOUT + ": " + words + "\n", false, table);
    }

    /** Programs alone send bodies. */
    private byte[] body() {
        Problem problem = Problem.tooSlow("body", deadlines.body().toMillis());
        return Answers.raw(REQUEST_TIMEOUT, Problem.TYPE, problem.json(), false, table);
    }
}
