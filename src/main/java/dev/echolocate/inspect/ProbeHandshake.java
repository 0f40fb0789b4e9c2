package dev.echolocate.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake of a client, as few bytes as RFC 6455 4.1 allows: no Origin, no Cookie, no Authorization.
 *
 * @param request as it was sent, in ISO 8859-1
 * @param response as it came: all of a 101's head, the start of any other
 */
record ProbeHandshake(String key, String request, String response) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final String SWITCHING = "101";
    private static final String HTTP = "HTTP/1.";
    private static final String END = "\r\n\r\n";
    private static final int END_OF_HEAD = 0x0D0A0D0A;
    private static final int PAUSE_MILLIS = 500;
    private static final int MAX_HEAD = 16 * 1024;
    private static final int MAX_BODY = 2 * 1024;

    /** Writes the request, and reads the response: of a 101 not a byte more. Blocks. */
    static ProbeHandshake shake(ProbeTarget target, Socket socket) throws IOException {
        String key = Accept.freshKey();
        String request = "GET " + target.path() + " HTTP/1.1\r\n"
                + "Host: " + target.host() + "\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\n"
                + "Sec-WebSocket-Version: 13" + END;
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return new ProbeHandshake(key, request, response(socket));
    }

    private static String response(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int last = 0;
        while (last != END_OF_HEAD && bytes.size() < MAX_HEAD && HTTP.startsWith(start(bytes))) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            bytes.write(next);
            last = last << 8 | next;
        }
        String head = bytes.toString(StandardCharsets.ISO_8859_1);
        return last != END_OF_HEAD || SWITCHING.equals(status(head)) ? head : head + body(socket, length(head));
    }

    private static String start(ByteArrayOutputStream bytes) {
        return bytes.size() >= HTTP.length() ? HTTP : bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** As the response says; the most where it doesn't. */
    private static int length(String head) {
        String said = Head.of(head.getBytes(StandardCharsets.ISO_8859_1)).value("Content-Length");
        return said != null && said.matches("\\d{1,9}") ? Math.min(MAX_BODY, Integer.parseInt(said)) : MAX_BODY;
    }

    /** So many bytes, or those that come without a pause. */
    private static String body(Socket socket, int length) throws IOException {
        socket.setSoTimeout(PAUSE_MILLIS);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            int next;
            while (bytes.size() < length && (next = socket.getInputStream().read()) >= 0) {
                bytes.write(next);
            }
        } catch (SocketTimeoutException e) {
            // That was all of it.
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** The three digits, or null where it is not HTTP. */
    private static @Nullable String status(String response) {
        var line = STATUS_LINE.matcher(response.lines().findFirst().orElse(""));
        return line.matches() ? line.group(1) : null;
    }

    /** Null where the connection is a WebSocket now (RFC 6455 4.1). */
    ProbeEnd.@Nullable How refusal() {
        String status = status(response);
        if (status == null || !response.contains(END)) {
            return ProbeEnd.How.NOT_HTTP;
        }
        if (!SWITCHING.equals(status)) {
            return ProbeEnd.How.REFUSED;
        }
        Head head = Head.of(response.getBytes(StandardCharsets.ISO_8859_1));
        return Accept.of(key).accept().equals(head.value("Sec-WebSocket-Accept")) ? null : ProbeEnd.How.WRONG_ACCEPT;
    }
}
