package dev.echolocate.embedded;

import java.util.List;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpRequestPacket;

/** Tells those that observe connections. In the chain right before the codec, which tells of heads and ends. */
final class Observers extends BaseFilter {
    private final List<ConnectionObserver> observers;

    Observers(List<ConnectionObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    @Override
    public NextAction handleAccept(FilterChainContext ctx) {
        for (ConnectionObserver observer : observers) {
            observer.accepted(ctx.getConnection());
        }
        return ctx.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) {
        Buffer read = ctx.getMessage();
        for (ConnectionObserver observer : observers) {
            observer.read(ctx.getConnection(), read.remaining());
        }
        return ctx.getInvokeAction();
    }

    @Override
    public NextAction handleWrite(FilterChainContext ctx) {
        if (ctx.getMessage() instanceof WritableMessage written) {
            wrote(ctx.getConnection(), written.remaining());
        }
        return ctx.getInvokeAction();
    }

    /** As of {@link ConnectionObserver#wrote}, for who writes past the chain. */
    void wrote(Connection<?> connection, int bytes) {
        for (ConnectionObserver observer : observers) {
            observer.wrote(connection, bytes);
        }
    }

    /** As of {@link ConnectionObserver#begun}. */
    void begun(Connection<?> connection, HttpRequestPacket request, Buffer unread) {
        for (ConnectionObserver observer : observers) {
            observer.begun(connection, request, unread);
        }
    }

    /** As of {@link ConnectionObserver#done}. */
    void done(Connection<?> connection) {
        for (ConnectionObserver observer : observers) {
            observer.done(connection);
        }
    }
}
