package dev.echolocate.embedded;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Refusal;
import java.net.InetSocketAddress;
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
 * The first filter on every connection: counts them, for all and for each address, drops what comes after a farewell, and ends those that exceed a
 * deadline. So a request that never becomes whole costs a connection for a while, and never a thread.
 */
final class Guard extends BaseFilter {
    private static final Attribute<Phase> PHASE =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(Guard.class.getName() + ".phase");

    private final Limits limits;
    private final Safeguards safeguards;
    private final Budget connections;
    private final Budget heads;
    private final Set<Phase> phases = ConcurrentHashMap.newKeySet();

    Guard(Limits limits, Safeguards safeguards) {
        this.limits = limits;
        this.safeguards = safeguards;
        connections = new Budget(limits.sizes().connections(), safeguards.shares());
        heads = new Budget(limits.sizes().heads(), safeguards.shares());
    }

    static Phase phaseOf(Connection<?> connection) {
        return PHASE.get(connection);
    }

    @Override
    public NextAction handleAccept(FilterChainContext ctx) {
        TCPNIOConnection connection = (TCPNIOConnection) ctx.getConnection();
        Address address = addressOf(connection);
        Underway underway = new Underway(heads.open(address), limits.sizes().header());
        Phase phase = new Phase(connection, limits.deadlines(), System::nanoTime, underway);
        PHASE.set(connection, phase);
        if (connections.tryTake(address, 1) != Budget.Taken.YES) {
            safeguards.refusals().count(Refusal.CONNECTIONS);
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
        phase.underway().close();
        if (phases.remove(phase)) {
            connections.give(addressOf(phase.connection()), 1);
        }
        return ctx.getInvokeAction();
    }

    /** Whatever a filter throws. */
    @Override
    public void exceptionOccurred(FilterChainContext ctx, Throwable error) {
        safeguards.failed(error);
    }

    /** Who is at the other end, be it a proxy. */
    static Address addressOf(TCPNIOConnection connection) {
        return connection.getPeerAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? Address.of(peer.getAddress())
                : Address.UNKNOWN;
    }

    /** Bytes of requests in memory. */
    long headBytes() {
        return heads.used();
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
