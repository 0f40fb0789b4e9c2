package dev.echolocate.testkit;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** An opening handshake (RFC 6455 4.1), each line of it free to be wrong. */
public final class Handshake {
    private final Server server;
    private final String target;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int receiveBuffer;
    private String before = "";

    private Handshake(Server server, String target) {
        this.server = server;
        this.target = target;
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        header("Host", "localhost:" + server.port());
        header("Upgrade", "websocket");
        header("Connection", "Upgrade");
        header("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key));
        header("Sec-WebSocket-Version", "13");
    }

    /** A right one, from a program: without an Origin. */
    public static Handshake to(Server server, String path) {
        return new Handshake(server, server.contextPath() + path);
    }

    public Handshake header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Handshake without(String name) {
        headers.remove(name);
        return this;
    }

    public Handshake host(String host) {
        return header("Host", host);
    }

    public Handshake origin(String origin) {
        return header("Origin", origin);
    }

    public Handshake protocols(String... offered) {
        return header("Sec-WebSocket-Protocol", String.join(", ", offered));
    }

    public Handshake extensions(String offered) {
        return header("Sec-WebSocket-Extensions", offered);
    }

    /** What is said before the request. */
    public Handshake after(String line) {
        before = line;
        return this;
    }

    /** Asks the kernel for a small SO_RCVBUF, for a client that reads little or nothing. */
    public Handshake receiveBuffer(int bytes) {
        receiveBuffer = bytes;
        return this;
    }

    /** Shakes hands, whatever the answer. */
    public RawClient open() {
        RawClient client = new RawClient(server, receiveBuffer);
        client.shakeHands(request(), headers.get("Sec-WebSocket-Key"));
        return client;
    }

    /** Its lines, with the empty one at the end. */
    public String request() {
        StringBuilder request = new StringBuilder(before + "GET " + target + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString();
    }

    /** Shakes hands; anything but a right 101 fails the test. */
    public RawClient connect() {
        RawClient client = open();
        client.mustBeOpen();
        return client;
    }
}
