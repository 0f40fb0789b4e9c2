package dev.echolocate.contract;

import static dev.echolocate.contract.ProbeTalk.CHANNEL;
import static dev.echolocate.contract.ProbeTalk.answered;
import static dev.echolocate.contract.ProbeTalk.frame;
import static dev.echolocate.contract.ProbeTalk.masked;
import static dev.echolocate.contract.ProbeTalk.next;
import static dev.echolocate.contract.ProbeTalk.open;
import static dev.echolocate.contract.ProbeTalk.opened;
import static dev.echolocate.contract.ProbeTalk.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.ProtocolDocument;
import dev.echolocate.testkit.ProtocolExample;
import dev.echolocate.testkit.Server;
import dev.echolocate.testkit.Where;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /inspect} in the dialect {@code probe.v1}: the server connects to itself, and tells every byte. */
@On({Where.OWN, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class ProbeContract extends ContractTest {
    private static final Pattern KEY = Pattern.compile("\r\nSec-WebSocket-Key: (\\S+)\r\n");
    private static final Pattern ACCEPT = Pattern.compile("(?i)\r\nSec-WebSocket-Accept: (\\S+)\r\n");

    Client session() {
        Client client = closeAfter(CHANNEL.open(server(), "/inspect"));
        assertEquals("probe.v1", client.protocol());
        assertTrue(next(client).has("handshake"));
        return client;
    }

    @Test
    void theHandshakeIsToldByteByByte() throws Exception {
        JsonNode probe = open(session());
        String request = probe.path("request").asText();
        assertTrue(request.startsWith("GET " + server().contextPath() + "/echo HTTP/1.1\r\n"), request);
        assertTrue(request.endsWith("\r\n\r\n"), request);
        assertFalse(
                Pattern.compile("(?im)^(Origin|Cookie|Authorization):")
                        .matcher(request)
                        .find(),
                request);
        String response = probe.path("response").asText();
        assertTrue(response.startsWith("HTTP/1.1 101"), response);
        assertTrue(response.endsWith("\r\n\r\n"), response);
        Matcher key = KEY.matcher(request);
        Matcher accept = ACCEPT.matcher(response);
        assertTrue(key.find() && accept.find(), () -> request + response);
        byte[] digest = MessageDigest.getInstance("SHA-1")
                .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        assertEquals(Base64.getEncoder().encodeToString(digest), accept.group(1));
    }

    @Test
    void framesAreToldInBothDirections() {
        Client client = opened(session());
        client.send("{\"send\":{\"opcode\":1,\"text\":\"h\u00e9llo\"}}");
        JsonNode sent = masked(client, "text", "h\u00e9llo");
        assertEquals(9, sent.at("/frames/0/fields").size());
        answered(client, Frame.text("echo: h\u00e9llo"));
        client.send("{\"send\":{\"opcode\":2,\"hex\":\"00 ff 80\",\"mask\":\"37fa213d\"}}");
        assertEquals("828337fa213d3705a1", frame(client, "sent").path("hex").asText());
        answered(client, Frame.binary(new byte[] {0, (byte) 0xff, (byte) 0x80}));
        client.send("{\"send\":{\"opcode\":9,\"text\":\"there?\"}}");
        masked(client, "ping", "there?");
        answered(client, Frame.pong("there?".getBytes(StandardCharsets.UTF_8)));
        client.send("{\"send\":{\"opcode\":10,\"text\":\"unasked\"}}");
        masked(client, "pong", "unasked");
        client.send("{\"send\":{\"opcode\":8,\"code\":4001,\"reason\":\"bye\"}}");
        assertEquals(4001, frame(client, "sent").at("/frames/0/close/code").asInt());
        assertEquals(4001, frame(client, "received").at("/frames/0/close/code").asInt());
        JsonNode over = next(client).path("probe");
        assertEquals("closed", over.path("state").asText(), over::toString);
        assertEquals("closed", over.path("why").asText());
        assertEquals(4001, over.at("/close/code").asInt());
    }

    @Test
    void aMessageInFragmentsIsAnswered() {
        Client client = opened(session());
        client.send("{\"send\":{\"text\":\"abcdef\",\"fragments\":3}}");
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            JsonNode frame = frame(client, "sent").at("/frames/0");
            told.add(frame.path("name").asText() + " " + frame.path("text").asText() + " "
                    + frame.path("fin").asBoolean());
            assertEquals(0, frame.path("faults").size(), frame::toString);
        }
        assertEquals(List.of("text ab false", "continuation cd false", "continuation ef true"), told);
        answered(client, Frame.text("echo: abcdef"));
    }

    @Test
    void whatBreaksTheProtocolIsToldAndWhatTheServerDoesAboutIt() {
        Client client = opened(session());
        client.send("{\"send\":{\"opcode\":3,\"text\":\"reserved\"}}");
        assertEquals(
                "reserved_opcode",
                frame(client, "sent").at("/frames/0/faults/0/rule").asText());
        JsonNode told;
        do {
            told = next(client);
        } while (!told.has("probe"));
        assertEquals("closed", told.at("/probe/state").asText(), told::toString);
        open(client);
    }

    @Test
    void itIsClosedAndCanBeOpenedAgain() {
        Client client = opened(session());
        client.send("{\"probe\":\"close\"}");
        assertEquals(1000, frame(client, "sent").at("/frames/0/close/code").asInt());
        assertEquals(1000, frame(client, "received").at("/frames/0/close/code").asInt());
        assertEquals("closed", next(client).at("/probe/why").asText());
        refuses(client, "{\"send\":{\"text\":\"too late\"}}", "no_probe");
        refuses(client, "{\"probe\":\"close\"}", "no_probe");
        opened(client).send("{\"send\":{\"text\":\"again\"}}");
        masked(client, "text", "again");
        answered(client, Frame.text("echo: again"));
    }

    @Test
    void aSessionHasOne() {
        Client client = opened(session());
        refuses(client, "{\"probe\":\"open\"}", "probe_open");
        Client other = opened(session());
        other.send("{\"send\":{\"text\":\"mine\"}}");
        masked(other, "text", "mine");
        answered(other, Frame.text("echo: mine"));
        assertEquals(0, client.waiting());
    }

    @Test
    void theMostThatMayBeSentComesBack() {
        Client client = opened(session());
        String most = "x".repeat(1024);
        client.send("{\"send\":{\"text\":\"" + most + "\",\"fragments\":16}}");
        for (int i = 0; i < 16; i++) {
            assertEquals(64, frame(client, "sent").at("/frames/0/length").asInt());
        }
        answered(client, Frame.text("echo: " + most));
        refuses(client, "{\"send\":{\"text\":\"" + most + "x\"}}", "too_big");
        client.send("{\"send\":{\"text\":\"" + "x".repeat(20_000) + "\"}}");
        assertEquals(1009, client.closed().closeCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "not json|bad_json",
                "##|bad_json",
                "[]|bad_message",
                "{}|bad_message",
                "{\"probe\":1}|bad_message",
                "{\"probe\":\"http://example.org/\"}|bad_message",
                "{\"probe\":\"open\",\"host\":\"example.org\"}|bad_message",
                "{\"send\":\"text\"}|bad_message",
                "{\"send\":{\"opcode\":16}}|bad_message",
                "{\"send\":{\"hex\":\"0g\"}}|bad_hex",
                "{\"send\":{\"fragments\":17}}|bad_message",
                "{\"send\":{\"mask\":\"00\"}}|bad_message"
            })
    void aWrongCommandIsAnErrorAndNothingElse(String command, String code) {
        Client client = opened(session());
        refuses(client, command, code);
        client.send("{\"send\":{\"text\":\"still here\"}}");
        masked(client, "text", "still here");
        answered(client, Frame.text("echo: still here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"send\":{\"text\":\"a\"}}", "{\"probe\":\"close\"}"})
    void thereIsNothingToDoBeforeItIsOpen(String command) {
        refuses(session(), command, "no_probe");
    }

    @Test
    void commandsAreText() {
        Client client = session();
        client.send(new byte[] {1});
        assertEquals("bad_message", next(client).at("/error/code").asText());
    }

    @Test
    void whoOnlyWritesNonsenseIsClosed() {
        Client client = session();
        for (int i = 0; i < 20; i++) {
            client.send("{");
        }
        assertEquals(1008, client.closed().closeCode());
    }

    /**
     * Each is sent and answered, or refused because too many wait, or so many in a row are refused that the session ends: then
     * what the server said last may be lost with the connection (RFC 9293 3.10.7.4). Others have their probes.
     */
    @Test
    void aFloodIsHeldBack() {
        Client client = opened(session());
        try {
            for (int i = 0; i < 300; i++) {
                client.send("{\"send\":{\"text\":\"" + i + "\",\"fragments\":2}}");
            }
        } catch (UncheckedIOException ended) {
            // Held back for good.
        }
        int answered = 0;
        Client.Message message;
        while (answered < 300 && (message = client.nextOrEnd()) != null) {
            JsonNode told = ProtocolDocument.json(message.text());
            if (told.has("error")) {
                assertEquals("busy", told.at("/error/code").asText());
                answered++;
            } else if ("text".equals(told.at("/received/frames/0/name").asText())) {
                answered++;
            }
        }
        opened(session()).send("{\"send\":{\"text\":\"x\"}}");
    }

    @Test
    void everyCommandOfTheDocumentIsTaken() {
        for (ProtocolExample example : CHANNEL.sent()) {
            Client client = session();
            if (!example.text().contains("open")) {
                open(client);
            }
            client.send(example.text());
            assertFalse(next(client).has("error"), example::toString);
        }
    }

    /** The Host header may name one of several virtual hosts; it never says where to connect to. */
    @Test
    void theHostOfTheSessionIsNoPlaceToGo() {
        Handshake handshake = handshake("/inspect").protocols("probe.v1").header("Host", "localhost.:9");
        Client client = closeAfter(Client.over(handshake));
        assertTrue(next(client).has("handshake"));
        assertTrue(open(client).path("request").asText().contains("\r\nHost: localhost.:9\r\n"));
    }

    @On({Where.OWN, Where.OWN_TLS})
    @Test
    void itEndsWithTheServer() {
        Client client = opened(session());
        server().restart();
        assertEquals("stopped", next(client).at("/probe/why").asText());
        assertEquals(1001, client.closed().closeCode());
    }

    @On({Where.OWN, Where.OWN_TLS})
    @Test
    void whereTheyAreSwitchedOffThatIsSaid() {
        try (Server off = new GrizzlyServer(Map.of("probe.max", "0"));
                Client client = CHANNEL.open(off, "/inspect")) {
            assertTrue(next(client).has("handshake"));
            refuses(client, "{\"probe\":\"open\"}", "probes_off");
        }
    }

    @On({Where.OWN, Where.OWN_TLS})
    @Test
    void moreThanTheServerHasAreRefused() {
        try (Server one = new GrizzlyServer(Map.of("probe.max", "1"));
                Client first = CHANNEL.open(one, "/inspect");
                Client second = CHANNEL.open(one, "/inspect")) {
            next(first);
            next(second);
            open(first);
            refuses(second, "{\"probe\":\"open\"}", "probes_full");
            first.send("{\"probe\":\"close\"}");
            while (!next(first).has("probe")) {
                // The frames of the close.
            }
            open(second);
        }
    }
}
