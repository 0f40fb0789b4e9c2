package dev.echolocate.embedded;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Cap;
import dev.echolocate.base.Refusal;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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
final class ConnectionDeadlines extends BaseFilter {
    private static final Attribute<Phase> PHASE =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(ConnectionDeadlines.class.getName() + ".phase");

    private final ConnectionLimits limits;
    private final Safeguards safeguards;
    private final Predicate<Address> proxies;
    private final Late late;
    private final Budget connections;
    private final Budget heads;
    private final Map<Phase, Budget.Share> phases = new ConcurrentHashMap<>();

    /**
     * @param proxies who carries connections of many: each of them is counted for itself
     * @param table headers of whatever it answers
     */
    ConnectionDeadlines(
            ConnectionLimits limits, Safeguards safeguards, Predicate<Address> proxies, Map<String, String> table) {
        late = new Late(limits.deadlines(), safeguards, table);
        this.proxies = proxies;
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
        Address peer = addressOf(connection);
        Address address = proxies.test(peer) ? peer.apart() : peer;
        Underway underway = new Underway(heads.open(address), limits.sizes().header());
        Phase phase = new Phase(connection, limits.deadlines(), System::nanoTime, underway, () -> heads.open(address));
        PHASE.set(connection, phase);
        Budget.Share place = connections.open(address);
        if (place.tryTake(1) != Budget.Taken.YES) {
            place.close();
            safeguards.refusals().count(Refusal.CONNECTIONS);
            phase.deafen();
            LingeringClose.abort(connection);
            return ctx.getStopAction();
        }
        phases.put(phase, place);
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
        phase.closeHeld();
        Budget.Share place = phases.remove(phase);
        if (place != null) {
            place.close();
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

    /** What a connection has in memory of what is below HTTP; closed with it. */
    Budget.Share heldOf(Connection<?> connection) {
        return phaseOf(connection).held();
    }

    /** There was no room for that. */
    void crowded() {
        safeguards.refusals().count(Refusal.HEADS);
    }

    /** Bytes of requests in memory. */
    long headBytes() {
        return heads.used();
    }

    /** Ends what exceeded its time. Called every now and then, by one thread. */
    void sweep() {
        for (Phase phase : phases.keySet()) {
            if (phase.overdue()) {
                leave(phase);
            }
        }
    }

    /** Who has asked for nothing is told of the end (RFC 9112 9.6): a proxy that keeps connections takes a reset for a fault. */
    private void leave(Phase phase) {
        TlsSession tls = TlsFilter.sessionOf(phase.connection());
        if (tls != null && !tls.isEstablished()) {
            safeguards.refusals().count(Refusal.HEADS);
            end(phase);
        } else if (phase.isUnasked()) {
            LingeringClose.say(phase.connection(), phase);
        } else if (phase.refusal() != null) {
            late.tell(phase);
        } else {
            end(phase);
        }
    }

    /** All connections, and all heads together. */
    List<Cap> caps() {
        return List.of(Cap.of("connections.max", connections), Cap.of("heads.max-total", heads));
    }

    int connections() {
        return phases.size();
    }

    /** Whether some connection still has something to say. */
    boolean isBusy() {
        return phases.keySet().stream().anyMatch(Phase::isBusy);
    }

    void endAll() {
        phases.keySet().forEach(ConnectionDeadlines::end);
    }

    private static void end(Phase phase) {
        phase.deafen();
        if (phase.isLingering()) {
            phase.connection().terminateSilently();
        } else {
            LingeringClose.abort(phase.connection());
        }
    }
}
