package dev.echolocate.testkit;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.feed.LateEngine;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the application runs on in a test. A JVM is for one of them, since it may see one WebSocket implementation only:
 * {@code -Dserver=own}, which is what it is for unless told otherwise, {@code late}, {@code tomcat}, {@code jetty} or {@code external}.
 */
public enum Where {
    OWN,
    /** {@link #OWN}, over TLS. */
    OWN_TLS,
    /** {@link #OWN}, on an engine that is late. */
    LATE,
    TOMCAT,
    JETTY,
    /** What {@code src/test/servers/run} has started, with settings of its own. */
    EXTERNAL;

    /** What this JVM is for. */
    static Set<Where> here() {
        Where here = valueOf(System.getProperty("server", "own").toUpperCase(Locale.ROOT));
        return here == OWN ? EnumSet.of(OWN, OWN_TLS) : EnumSet.of(here);
    }

    /** Starts the application with these settings beside its defaults. The classes of the others are not touched. */
    public Server start(Map<String, String> settings) {
        return switch (this) {
            case OWN -> new GrizzlyServer(settings);
            case OWN_TLS -> {
                Map<String, String> secure = new HashMap<>(settings);
                secure.putAll(TrustingTls.settings());
                yield new GrizzlyServer(secure);
            }
            case LATE -> new GrizzlyServer(settings, LateEngine::new);
            case TOMCAT -> new TomcatServer(settings);
            case JETTY -> new JettyServer(settings);
            case EXTERNAL -> new ExternalServer();
        };
    }
}
