package dev.echolocate.embedded;

import dev.echolocate.testkit.TrustingTls;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One TCP connection and what can be said on it, byte by byte. */
final class Wire implements AutoCloseable {
    record Reply(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    record Frame(int first, byte[] payload) {
        int opcode() {
            return first & 15;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int code() {
            return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }

        String reason() {
            return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    /** What TLS goes over, where it does; otherwise the same as the socket. */
    final Socket tcp;

    final Socket socket;
    final InputStream in;
    final OutputStream out;

    Wire(int port) throws IOException {
        this(port, false);
    }

    Wire(int port, boolean secure) throws IOException {
        tcp = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket = secure ? TrustingTls.over(tcp) : tcp;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Served.PATIENCE.toMillis());
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    Wire say(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return this;
    }

    Reply get(String path, String... headers) throws IOException {
        return ask("GET", path, headers);
    }

    Reply ask(String method, String path, String... headers) throws IOException {
        say(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            say(header + "\r\n");
        }
        say("\r\n");
        return reply(method.equals("HEAD"));
    }

    Reply reply() throws IOException {
        return reply(false);
    }

    private Reply reply(boolean head) throws IOException {
        String line = line();
        int status = Integer.parseInt(line.split(" ")[1]);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.merge(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip(),
                    (a, b) -> a + ", " + b);
        }
        if (head || status == 304 || status < 200) {
            return new Reply(status, headers, new byte[0]);
        }
        return new Reply(status, headers, body(headers));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = chunk(); size > 0; size = chunk()) {
                all.write(exactly(size));
                line();
            }
            line();
            return all.toByteArray();
        }
        String length = headers.get("content-length");
        return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("after " + bytes);
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private byte[] exactly(int n) throws IOException {
        byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw new EOFException("after " + bytes.length + " of " + n);
        }
        return bytes;
    }

    static String handshake(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join("", headers) + "\r\n";
    }

    Reply upgrade(String path, String... headers) throws IOException {
        say(handshake(path, headers));
        return upgradeReply();
    }

    Reply upgradeReply() throws IOException {
        String line = line();
        int status = Integer.parseInt(line.split(" ")[1]);
        Map<String, String> got = new LinkedHashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            got.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return new Reply(status, got, status == 101 ? new byte[0] : body(got));
    }

    static byte[] frame(int first, byte[] payload) {
        return frame(first, payload, payload.length);
    }

    /** A masked frame whose header may promise more than there is. */
    static byte[] frame(int first, byte[] payload, long promised) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) first);
        if (promised < 126) {
            frame.put((byte) (0x80 | promised));
        } else if (promised < 65536) {
            frame.put((byte) 0xFE).putShort((short) promised);
        } else {
            frame.put((byte) 0xFF).putLong(promised);
        }
        byte[] key = {0x12, 0x34, (byte) 0xAB, (byte) 0xCD};
        frame.put(key);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ key[i & 3]));
        }
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    Wire send(int first, byte[] payload) throws IOException {
        out.write(frame(first, payload));
        out.flush();
        return this;
    }

    Wire sendText(String text) throws IOException {
        return send(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    Frame receive() throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new EOFException("end of stream");
        }
        int length = in.read();
        if (length == 126) {
            length = ByteBuffer.wrap(exactly(2)).getShort() & 0xFFFF;
        } else if (length == 127) {
            length = Math.toIntExact(ByteBuffer.wrap(exactly(8)).getLong());
        }
        return new Frame(first, exactly(length));
    }

    boolean hasInput() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the peer ended the connection; whatever still comes before that is skipped. */
    boolean ended() throws IOException {
        try {
            in.readAllBytes();
            return true;
        } catch (java.net.SocketException e) {
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        TrustingTls.close(socket, tcp);
    }
}
