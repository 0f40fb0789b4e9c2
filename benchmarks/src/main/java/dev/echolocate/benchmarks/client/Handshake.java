package dev.echolocate.benchmarks.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The opening handshake (RFC 6455 4.1), on a channel that blocks. */
final class Handshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String DEFLATE = "permessage-deflate";
    /** What a browser sends besides: a server may keep it for as long as the session lives. */
    private static final String BROWSER = """
            Origin: http://localhost:%d\r
            User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36\r
            Accept-Language: en-GB,en;q=0.9\r
            Accept-Encoding: gzip, deflate, br, zstd\r
            Cache-Control: no-cache\r
            Pragma: no-cache\r
            """;

    private static final int MAX_HEAD = 16_384;

    /**
     * What a server says.
     *
     * @param rest what came after the head: the beginning of frames, maybe empty
     * @param deflate whether it may compress messages
     * @param alone whether it compresses each by itself, without what went before
     */
    record Answer(ByteBuffer rest, boolean deflate, boolean alone) {}

    private Handshake() {}

    /**
     * Asks, and reads the answer.
     *
     * @throws IOException with the status line where the server refuses
     */
    static Answer make(SocketChannel channel, Target target) throws IOException {
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        String offer = target.subprotocol().isEmpty() ? "" : "Sec-WebSocket-Protocol: " + target.subprotocol() + "\r\n";
        String deflate =
                target.deflate() ? "Sec-WebSocket-Extensions: " + DEFLATE + "; client_max_window_bits\r\n" : "";
        ByteBuffer request = StandardCharsets.ISO_8859_1.encode("GET " + target.path() + " HTTP/1.1\r\nHost: localhost:"
                + target.port() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\n" + offer + deflate + BROWSER.formatted(target.port()) + "\r\n");
        while (request.hasRemaining()) {
            channel.write(request);
        }
        ByteBuffer answer = ByteBuffer.allocate(MAX_HEAD);
        int end = -1;
        while (end < 0) {
            if (channel.read(answer) <= 0) {
                throw new IOException("no answer to the handshake");
            }
            end = StandardCharsets.ISO_8859_1
                    .decode(answer.duplicate().flip())
                    .toString()
                    .indexOf("\r\n\r\n");
        }
        String head = new String(answer.array(), 0, end, StandardCharsets.ISO_8859_1);
        check(head, key);
        String agreed = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-extensions:"))
                .findFirst()
                .orElse("");
        return new Answer(
                answer.flip().position(end + 4), agreed.contains(DEFLATE), agreed.contains("server_no_context"));
    }

    private static void check(String head, String key) throws IOException {
        List<String> lines = head.lines().toList();
        if (!lines.get(0).startsWith("HTTP/1.1 101")) {
            throw new IOException(lines.get(0));
        }
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-accept:")) {
                if (line.substring(line.indexOf(':') + 1).strip().equals(accept(key))) {
                    return;
                }
            }
        }
        throw new IOException("no Sec-WebSocket-Accept that answers the key");
    }

    private static String accept(String key) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }
}
