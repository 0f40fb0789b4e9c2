package dev.echolocate.benchmarks.server;

import java.nio.file.Path;
import java.util.List;

/** Who else is measured. */
public final class Peers {
    /** What they are called, in the order of the report. */
    public static final List<String> NAMES = List.of("netty", "tomcat", "jetty", "undertow", "ws", "bun", "nchan");

    private Peers() {}

    /**
     * One of them.
     *
     * @param node where packages of npm's go
     */
    public static Server of(String name, Path node) {
        return switch (name) {
            case "netty" -> JvmPeer.of(name, "netty-codec-http", "Netty %s, NIO", NettyMain.class);
            case "tomcat" -> JvmPeer.of(name, "tomcat-embed-core", "Tomcat %s, embedded", TomcatMain.class);
            case "jetty" -> JvmPeer.of(name, "jetty-server", "Jetty %s", JettyMain.class);
            case "undertow" -> JvmPeer.of(name, "undertow-core", "Undertow %s", UndertowMain.class);
            case "ws" -> Script.node(node);
            case "bun" -> Script.bun(node);
            default -> new Nchan();
        };
    }
}
