package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.echolocate.app.App;
import dev.echolocate.app.Keys;
import dev.echolocate.base.Address;
import dev.echolocate.base.Peer;
import dev.echolocate.base.Query;
import dev.echolocate.inspect.Head;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HandshakeSettledTest {
    private final Map<String, Object> ofSession = new HashMap<>();
    private final Map<String, Object> ofConfig = new HashMap<>();

    /** What only has user properties. */
    private static <T> T with(Map<String, Object> properties, Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> properties));
    }

    @Test
    void aSessionKeepsNothingThatItsClientWrote() {
        Address address = Objects.requireNonNull(Address.parse("192.0.2.1"));
        Peer peer = new Peer(address, false, "a".repeat(10_000), "http://b", null, false, true);
        Session session = with(ofSession, Session.class);
        EndpointConfig config = with(ofConfig, EndpointConfig.class);
        try (App app = new App(Keys.defaults())) {
            Handshake handshake = new Handshake(
                    app.services(),
                    Transport.NONE,
                    Query.of("secret=x"),
                    "room",
                    peer,
                    null,
                    new Head("GET /inspect HTTP/1.1", List.of(), true),
                    null);
            handshake.note(config);
            ofSession.putAll(ofConfig);
            Handshake kept = handshake.settled(session, config);
            assertEquals(address, kept.address());
            assertNull(kept.request());
            assertNull(kept.peer().host());
            assertNull(kept.peer().origin());
            assertNull(kept.query().get("secret"));
            assertSame(kept, Handshake.of(session, config));
            ofSession.clear();
            assertSame(kept, Handshake.of(session, config));
        }
    }
}
