package dev.echolocate.embedded;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * The first filter on every connection: counts them, drops what comes after a farewell, and ends those that exceed a
 * deadline. So a request that never becomes whole costs a connection for a while, and never a thread.
 */
final class Guard extends BaseFilter {
    private static final Attribute<Phase> PHASE =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(Guard.class.getName() + ".phase");

    private final Limits limits;
    private final Set<Phase> phases = ConcurrentHashMap.newKeySet();

    Guard(Limits limits) {
        this.limits = limits;
    }

    static Phase phaseOf(Connection<?> connection) {
        return PHASE.get(connection);
    }

    @Override
    public NextAction handleAccept(FilterChainContext ctx) {
        TCPNIOConnection connection = (TCPNIOConnection) ctx.getConnection();
        Phase phase = new Phase(connection, limits.deadlines(), System::nanoTime);
        PHASE.set(connection, phase);
        if (phases.size() >= limits.sizes().connections()) {
            phase.deafen();
            Farewell.abort(connection);
            return ctx.getStopAction();
        }
        phases.add(phase);
        return ctx.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) {
        Phase phase = phaseOf(ctx.getConnection());
        if (phase.deaf()) {
            Buffer dropped = ctx.getMessage();
            dropped.tryDispose();
            return ctx.getStopAction();
        }
        phase.heard();
        return ctx.getInvokeAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext ctx) {
        @Nullable Phase phase = PHASE.get(ctx.getConnection());
        if (phase == null) {
            return ctx.getStopAction(); // the listener itself
        }
        phases.remove(phase);
        return ctx.getInvokeAction();
    }

    /** Ends what exceeded its time. Called every now and then, by one thread. */
    void sweep() {
        for (Phase phase : phases) {
            if (phase.overdue()) {
                end(phase);
            }
        }
    }

    int connections() {
        return phases.size();
    }

    /** Whether some connection still has something to say. */
    boolean isBusy() {
        return phases.stream().anyMatch(Phase::isBusy);
    }

    void endAll() {
        phases.forEach(Guard::end);
    }

    private static void end(Phase phase) {
        phase.deafen();
        if (phase.isLingering()) {
            phase.connection().terminateSilently();
        } else {
            Farewell.abort(phase.connection());
        }
    }
}
