package dev.echolocate.embedded;

import java.util.List;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.FileCacheFilter;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;
import org.jspecify.annotations.Nullable;

/** Puts our filters into the listener's chain: transport, guard, (TLS), (meter), codec, handshakes, requests, handlers. */
final class Plumbing implements AddOn {
    private final Guard guard;
    private final @Nullable TlsFilter tls;
    private final @Nullable Meter meter;
    private final HttpCodec codec;
    private final List<Filter> beforeHandlers;

    Plumbing(
            Guard guard, @Nullable TlsFilter tls, @Nullable Meter meter, HttpCodec codec, List<Filter> beforeHandlers) {
        this.guard = guard;
        this.tls = tls;
        this.meter = meter;
        this.codec = codec;
        this.beforeHandlers = beforeHandlers;
    }

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        chain.remove(chain.indexOfType(IdleTimeoutFilter.class));
        chain.remove(chain.indexOfType(FileCacheFilter.class));
        chain.set(chain.indexOfType(org.glassfish.grizzly.http.HttpServerFilter.class), codec);
        chain.add(chain.indexOfType(TransportFilter.class) + 1, guard);
        if (tls != null) {
            chain.add(chain.indexOf(guard) + 1, tls);
        }
        if (meter != null) {
            chain.add(chain.indexOf(codec), meter);
        }
        chain.addAll(chain.indexOfType(HttpServerFilter.class), beforeHandlers);
    }
}
