package dev.echolocate.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.inspect.ProbeEnd.How;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Before servers that answer the handshake, or not, or not as they should. */
class ProbeOpeningTest extends ProbeFixture {
    @Test
    void whatIsNotHttpIsSaid() throws IOException {
        probe(socket -> {
            head(socket);
            say(socket, "SSH-2.0-OpenSSH_9\r\n");
            readToEnd(socket);
        });
        assertEquals(How.NOT_HTTP, seen.end().kind());
    }

    @Test
    void whoHangsUpIsSaid() throws IOException {
        probe(socket -> head(socket));
        assertEquals(How.NOT_HTTP, seen.end().kind());
    }

    @Test
    void aRefusalIsToldAsItIs() throws IOException {
        String response = "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 5\r\n\r\nlogin";
        probe(socket -> {
            head(socket);
            say(socket, response);
            readToEnd(socket);
        });
        ProbeEnd end = seen.end();
        assertEquals(How.REFUSED, end.kind());
        assertEquals(response, end.response());
        assertTrue(end.request().startsWith("GET /echo HTTP/1.1\r\nHost: localhost\r\n"), end::request);
    }

    @Test
    void ofALongRefusalTheBeginningIsTold() throws IOException {
        probe(socket -> {
            head(socket);
            say(socket, "HTTP/1.1 401 Unauthorized\r\n\r\n" + "x".repeat(100_000));
            readToEnd(socket);
        });
        assertEquals(29 + 2048, seen.end().response().length());
    }

    @Test
    void headersWithoutEndAreNotGathered() throws IOException {
        probe(socket -> {
            head(socket);
            say(socket, "HTTP/1.1 101 Switching Protocols\r\n");
            for (int i = 0; i < 100_000; i++) {
                say(socket, "X: y\r\n");
            }
        });
        ProbeEnd end = seen.end();
        assertEquals(How.NOT_HTTP, end.kind());
        assertEquals(16 * 1024, end.response().length());
    }

    @Test
    void aWrongAcceptIsFound() throws IOException {
        probe(socket -> {
            head(socket);
            say(socket, "HTTP/1.1 101 Yes\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
            readToEnd(socket);
        });
        assertEquals(How.WRONG_ACCEPT, seen.end().kind());
    }

    @Test
    void itOnlyGoesToThisMachine() {
        probe(probes(null), new InetSocketAddress("192.0.2.1", 80), false);
        assertEquals(How.NOT_HERE, seen.end().kind());
    }

    @Test
    void whereNobodyListensIsSaid() throws IOException {
        InetSocketAddress address = server(ProbeFixture::readToEnd);
        closeQuietly();
        probe(probes(null), address, false);
        assertEquals(How.UNREACHABLE, seen.end().kind());
    }

    private void closeQuietly() throws IOException {
        for (AutoCloseable one : opened) {
            if (one instanceof ServerSocket socket) {
                socket.close();
            }
        }
    }
}
