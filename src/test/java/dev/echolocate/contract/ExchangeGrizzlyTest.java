package dev.echolocate.contract;

import dev.echolocate.app.App;
import dev.echolocate.base.Config;
import dev.echolocate.embedded.EmbeddedServer;
import dev.echolocate.embedded.Settings;
import dev.echolocate.kit.HeldExchanges;
import dev.echolocate.kit.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ExchangeGrizzlyTest extends ExchangeContract {
    Settings change(Settings settings) {
        return settings;
    }

    @Override
    protected Server start(Map<String, String> settings) {
        Settings all = change(Settings.of(Path.of("src/main/webapp"))
                .withContextPath("/some/where")
                .withExchanges(Map.of(HeldExchanges.PATTERN, handler)));
        return new Embedded(all);
    }

    /** The server alone. */
    private static final class Embedded implements Server {
        private final Settings settings;
        private final App app = new App(Config.defaults());
        private final EmbeddedServer server;

        Embedded(Settings settings) {
            this.settings = settings;
            try {
                server = new EmbeddedServer(settings, app.doors(), List.of());
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
