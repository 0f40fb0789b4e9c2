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
    private static final int MAX_HEAD = 16_384;

    private Handshake() {}

    /**
     * Asks, and reads the answer.
     *
     * @param subprotocol the one that is offered, or empty
     * @return what came after the head: the beginning of frames, maybe empty
     * @throws IOException with the status line where the server refuses
     */
    static ByteBuffer make(SocketChannel channel, Target target, String subprotocol) throws IOException {
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        String offer = subprotocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n";
        ByteBuffer request = StandardCharsets.ISO_8859_1.encode("GET " + target.path() + " HTTP/1.1\r\nHost: localhost:"
                + target.port() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\n" + offer + "\r\n");
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
        check(new String(answer.array(), 0, end, StandardCharsets.ISO_8859_1), key);
        return answer.flip().position(end + 4);
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
