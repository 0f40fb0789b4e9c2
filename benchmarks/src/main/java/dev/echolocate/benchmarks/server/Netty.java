package dev.echolocate.benchmarks.server;

import io.netty.util.Version;
import java.nio.file.Path;
import java.util.List;

/** {@link NettyMain} in a process of its own. */
public record Netty() implements Server {
    @Override
    public String label() {
        return "netty";
    }

    @Override
    public String version() {
        return "Netty " + Version.identify().get("netty-codec-http").artifactVersion() + ", NIO";
    }

    @Override
    public boolean installed() {
        return true;
    }

    @Override
    public boolean does(String service) {
        return !service.equals("tracker");
    }

    @Override
    public List<String> command(int port, Path folder) {
        return Jvm.command(
                "-cp", System.getProperty("java.class.path"), NettyMain.class.getName(), Integer.toString(port));
    }
}
