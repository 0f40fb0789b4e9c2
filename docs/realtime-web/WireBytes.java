import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Counts the bytes that one message costs by polling, long polling, server-sent events and WebSocket, in both directions, at
 * the socket: all of HTTP/1.1 and of the frames (RFC 6455 5.2), nothing of TCP, IP and TLS. What it sends is what Chromium 156
 * sends from broadcast.html, without cookies. It waits for a time-out and heartbeats, which takes a minute or so.
 *
 * <p>Start the server, then {@code java docs/realtime-web/WireBytes.java 8080}. With {@code -v} after the port, it prints what
 * goes over the wire as well.
 */
public class WireBytes {
    static final String TEXT = "hello, real-time web";
    static final String ITEM = "{\"text\":\"" + TEXT + "\"}";
    static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};
    static final String AGENT =
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36\r\n";
    static final String LANGUAGE = "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-US,en;q=0.9\r\n";

    static int port;
    static boolean show;

    public static void main(String[] args) throws IOException {
        port = Integer.parseInt(args[0]);
        show = args.length > 1;
        System.out.printf("| %-42s | %6s | %6s |%n|---|---|---|%n", "what", "up", "down");
        try (Wire http = new Wire();
                Wire publisher = new Wire();
                Wire other = new Wire()) {
            publisher.open("");
            other.send(get("", "application/json"));
            String cursor = cursor(other.response());

            http.ask("poll, nothing new", get("?since=" + cursor, "application/json"));
            publisher.start();
            publisher.sendText(TEXT);
            publisher.row("WebSocket, message to the server");
            publisher.frame();
            publisher.row("WebSocket, that message comes back");
            cursor = cursor(http.ask("poll, one message", get("?since=" + cursor, "application/json")));

            http.start();
            http.send(get("?since=" + cursor + "&wait=25", "application/json"));
            publisher.sendText(TEXT);
            cursor = cursor(http.response());
            http.row("long poll, one message");
            http.ask("long poll, nothing within 25 s", get("?since=" + cursor + "&wait=25", "application/json"));
            http.ask("POST, one message to the server", post());
        }
        try (Wire stream = new Wire();
                Wire publisher = new Wire()) {
            publisher.open("");
            stream.start();
            stream.send(get("", "text/event-stream"));
            stream.head();
            String first = stream.chunk();
            while (!first.contains("data:")) {
                first = stream.chunk();
            }
            stream.row("SSE, opening");
            publisher.sendText(TEXT);
            stream.start();
            stream.chunk();
            stream.row("SSE, one message");
            stream.start();
            stream.chunk();
            stream.row("SSE, heartbeat");
        }
        try (Wire plain = new Wire();
                Wire feed = new Wire()) {
            plain.start();
            plain.open("");
            plain.row("WebSocket, opening");
            feed.start();
            feed.open("Sec-WebSocket-Protocol: feed.v1\r\n");
            feed.frame();
            feed.row("WebSocket feed.v1, opening and first frame");
            plain.sendText(TEXT);
            feed.start();
            feed.frame();
            feed.row("WebSocket feed.v1, one message");
            feed.start();
            feed.sendText(ITEM);
            feed.row("WebSocket feed.v1, message to the server");
            plain.frame();
            plain.frame();
            feed.frame();
            do {
                feed.start();
            } while (!feed.frame().startsWith("{")); // a ping comes with it
            feed.row("WebSocket feed.v1, heartbeat");
            plain.start();
            plain.sendFrame(0x8a, plain.frame().getBytes(StandardCharsets.UTF_8));
            plain.row("WebSocket, ping and pong");
        }
    }

    static String get(String query, String accept) {
        return "GET /feeds/broadcast/x" + query + " HTTP/1.1\r\n"
                + host() + "Connection: keep-alive\r\nPragma: no-cache\r\nCache-Control: no-cache\r\n"
                + "sec-ch-ua-platform: \"Linux\"\r\n" + AGENT + "Accept: " + accept + "\r\n" + brands() + fetched();
    }

    static String post() {
        return "POST /feeds/broadcast/x HTTP/1.1\r\n"
                + host() + "Connection: keep-alive\r\nContent-Length: " + ITEM.length() + "\r\n"
                + "sec-ch-ua-platform: \"Linux\"\r\n" + AGENT + brands()
                + "Content-Type: application/json\r\nAccept: */*\r\nOrigin: http://localhost:" + port + "\r\n" + fetched() + ITEM;
    }

    static String upgrade(String protocol) {
        return "GET /broadcast/x HTTP/1.1\r\n"
                + host() + "Connection: Upgrade\r\nPragma: no-cache\r\nCache-Control: no-cache\r\n" + AGENT
                + "Upgrade: websocket\r\nOrigin: http://localhost:" + port + "\r\nSec-WebSocket-Version: 13\r\n" + LANGUAGE
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n" + protocol + "\r\n";
    }

    static String host() {
        return "Host: localhost:" + port + "\r\n";
    }

    static String brands() {
        return "sec-ch-ua: \"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\"\r\nsec-ch-ua-mobile: ?0\r\n";
    }

    static String fetched() {
        return "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"
                + "Referer: http://localhost:" + port + "/broadcast.html\r\n" + LANGUAGE + "\r\n";
    }

    static String cursor(String body) {
        return body.replaceAll("(?s).*\"cursor\":\"([^\"]+)\".*", "$1");
    }

    /** A connection that counts. */
    static class Wire implements AutoCloseable {
        final Socket socket = new Socket("localhost", port);
        final InputStream in = new BufferedInputStream(socket.getInputStream());
        int up;
        int down;

        Wire() throws IOException {}

        void start() {
            up = 0;
            down = 0;
        }

        void row(String what) {
            System.out.printf("| %-42s | %,6d | %,6d |%n", what, up, down);
            start();
        }

        String ask(String what, String request) throws IOException {
            start();
            send(request);
            String body = response();
            row(what);
            return body;
        }

        void open(String protocol) throws IOException {
            send(upgrade(protocol));
            head();
        }

        void send(String text) throws IOException {
            trace("> ", text);
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            up += bytes.length;
        }

        void sendText(String text) throws IOException {
            sendFrame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        /** FIN and opcode, then a masked payload of at most 125 bytes. */
        void sendFrame(int first, byte[] payload) throws IOException {
            byte[] frame = new byte[6 + payload.length];
            frame[0] = (byte) first;
            frame[1] = (byte) (0x80 | payload.length);
            System.arraycopy(MASK, 0, frame, 2, 4);
            for (int i = 0; i < payload.length; i++) {
                frame[6 + i] = (byte) (payload[i] ^ MASK[i % 4]);
            }
            trace("> ", HexFormat.ofDelimiter(" ").formatHex(frame));
            send(frame);
        }

        String frame() throws IOException {
            int first = read();
            int length = read();
            if (length == 126) {
                length = read() << 8 | read();
            }
            String payload = text(length);
            trace("< ", HexFormat.of().toHexDigits((byte) first) + " " + length + " " + payload);
            return payload;
        }

        /** The body. */
        String response() throws IOException {
            String head = head();
            String length = head.replaceAll("(?is).*\r\ncontent-length: *(\\d+)\r\n.*", "$1");
            String body = length.equals(head) ? "" : text(Integer.parseInt(length));
            trace("< ", body);
            return body;
        }

        String head() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                head.write(read());
            }
            trace("< ", head.toString(StandardCharsets.ISO_8859_1));
            return head.toString(StandardCharsets.ISO_8859_1);
        }

        /** One piece of a chunked body (RFC 9112 7.1). */
        String chunk() throws IOException {
            StringBuilder size = new StringBuilder();
            while (size.indexOf("\r\n") < 0) {
                size.append((char) read());
            }
            String chunk = text(Integer.parseInt(size.toString().strip(), 16));
            text(2);
            trace("< ", size + chunk);
            return chunk;
        }

        String text(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            down += bytes.length;
            return new String(bytes, StandardCharsets.UTF_8);
        }

        int read() throws IOException {
            int value = in.read();
            if (value < 0) {
                throw new EOFException("the server ended the connection");
            }
            down++;
            return value;
        }

        void trace(String mark, String text) {
            if (show) {
                System.out.println(mark + text.replace("\n", "\n" + mark));
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
