package dev.echolocate.testkit;

import java.net.InetAddress;
import java.util.Set;

/** A server as it is seen from another address of this machine. */
record Elsewhere(Server server, InetAddress clients) implements Server {
    @Override
    public int port() {
        return server.port();
    }

    @Override
    public String contextPath() {
        return server.contextPath();
    }

    @Override
    public boolean isSecure() {
        return server.isSecure();
    }

    @Override
    public Set<Difference> differences() {
        return server.differences();
    }

    @Override
    public void restart() {
        server.restart();
    }

    @Override
    public void close() {
        server.close();
    }
}
