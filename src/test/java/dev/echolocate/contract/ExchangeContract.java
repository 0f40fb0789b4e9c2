package dev.echolocate.contract;

import dev.echolocate.app.App;
import dev.echolocate.app.Keys;
import dev.echolocate.embedded.EmbeddedServer;
import dev.echolocate.embedded.ServerSettings;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.HeldExchanges;
import dev.echolocate.testkit.HeldExchanges.Held;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Server;
import dev.echolocate.testkit.TrustingTls;
import dev.echolocate.testkit.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What {@link dev.echolocate.web.http.Exchange} promises. The server alone, with {@link #handler} at its pattern. */
@On(Where.OWN)
abstract class ExchangeContract extends ContractTest {
    /** To be mapped at {@link HeldExchanges#PATTERN}. */
    final HeldExchanges handler = new HeldExchanges();

    @Override
    protected Server start(Where where, Map<String, String> settings) {
        ServerSettings own = ServerSettings.of(Path.of("src/main/webapp"))
                .withContextPath("/some/where")
                .withExchanges(Map.of(HeldExchanges.PATTERN, handler));
        return new Embedded(where == Where.OWN_TLS ? own.withTls(TrustingTls.identity()::context) : own);
    }

    /** Asks for an exchange to hold, on this connection. */
    Held held(HttpWire wire, String method) {
        String name = fresh("held");
        wire.ask(method, "/x/held/" + name);
        return handler.held(name);
    }

    HttpWire connect() {
        return closeAfter(new HttpWire(server()));
    }

    /** The server alone. */
    static final class Embedded implements Server {
        private final ServerSettings settings;
        private final App app = new App(Keys.defaults());
        private final EmbeddedServer server;

        Embedded(ServerSettings settings) {
            this.settings = settings;
            try {
                server = new EmbeddedServer(settings, app.services(), List.of());
                server.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int port() {
            return server.port();
        }

        @Override
        public String contextPath() {
            return settings.contextPath();
        }

        @Override
        public boolean isSecure() {
            return settings.tls() != null;
        }

        @Override
        public void close() {
            server.close();
            app.close();
        }

        @Override
        public void restart() {
            throw new UnsupportedOperationException();
        }
    }
}
