package dev.echolocate.kit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Plain HTTP requests with a target that nobody has tidied up. */
public final class Http {
    private Http() {}

    /** GET of a path below the context path. */
    public static Response get(Server server, String path, String... headers) {
        return request(server.port(), server.isSecure(), "GET", server.contextPath() + path, headers);
    }

    /**
     * One request on one connection.
     *
     * @param target goes into the request line as it is
     * @param headers whole lines such as {@code Accept: text/html}
     */
    public static Response request(int port, String method, String target, String... headers) {
        return request(port, false, method, target, headers);
    }

    private static Response request(int port, boolean secure, String method, String target, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        request.append("Host: localhost:").append(port).append("\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        try (Socket tcp = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket socket = secure ? TrustingTls.over(tcp) : tcp) {
            socket.setSoTimeout((int) Deadline.STEP.toMillis());
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            return Response.read(new BufferedInputStream(socket.getInputStream()), method.equals("HEAD"));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }
}
