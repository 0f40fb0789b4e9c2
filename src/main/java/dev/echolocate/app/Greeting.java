package dev.echolocate.app;

import java.util.List;

/** The four lines that start-up says. */
final class Greeting {
    private Greeting() {}

    /**
     * @param host as configured
     * @param reach who can connect to that host
     * @param port that the server really listens on
     */
    static List<String> lines(String host, Reach reach, int port, String contextPath) {
        String base = "http://" + (reach == Reach.EVERYBODY ? "localhost" : bracketed(host)) + ":" + port + contextPath;
        return List.of(
                "Tracker: " + base + "/tracker.html (all pages: " + base + "/)",
                "Open it twice, in two windows or two browsers, to see each other move.",
                reach == Reach.THIS_MACHINE
                        ? "Only this machine can reach it. To let others in: --host 0.0.0.0"
                        : "Others can reach it too, on "
                                + (reach == Reach.EVERYBODY ? "every address of this machine" : host)
                                + ". Browsers tell a position only over HTTPS or on localhost.",
                "To stop: Ctrl+C");
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** Who can connect. */
    enum Reach {
        /** A loopback address. */
        THIS_MACHINE,
        /** One address of this machine that is not loopback. */
        THAT_NETWORK,
        /** All addresses of this machine. */
        EVERYBODY
    }
}
