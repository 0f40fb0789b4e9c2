package dev.echolocate.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Plain HTTP requests with a target that nobody has tidied up. */
public final class Http {
    private Http() {}

    /** GET of a path below the context path. */
    public static Response get(Server server, String path, String... headers) {
        return request(server, "GET", path, null, headers);
    }

    /**
     * One request on one connection.
     *
     * @param target goes into the request line as it is
     * @param headers whole lines such as {@code Accept: text/html}
     */
    public static Response request(int port, String method, String target, String... headers) {
        return answer(
                () -> new Socket(InetAddress.getLoopbackAddress(), port), port, false, method, target, null, headers);
    }

    /** POST of JSON to a path below the context path. */
    public static Response post(Server server, String path, String json, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: application/json";
        return request(server, "POST", path, json, all);
    }

    /** Any method on a path below the context path, with a body; null: none. */
    public static Response request(
            Server server, String method, String path, @Nullable String body, String... headers) {
        return answer(
                () -> server.dial(0),
                server.port(),
                server.isSecure(),
                method,
                server.contextPath() + path,
                body,
                headers);
    }

    /** How a connection is made. */
    private interface Dial {
        Socket dial() throws IOException;
    }

    private static Response answer(
            Dial dial,
            int port,
            boolean secure,
            String method,
            String target,
            @Nullable String body,
            String... headers) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        request.append("Host: localhost:").append(port).append("\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        if (body != null) {
            request.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        try (Socket tcp = dial.dial();
                Socket socket = secure ? TrustingTls.over(tcp) : tcp) {
            socket.setSoTimeout((int) Deadline.STEP.toMillis());
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(bytes);
            return Response.read(new BufferedInputStream(socket.getInputStream()), method.equals("HEAD"));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }
}
