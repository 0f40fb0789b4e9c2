package dev.echolocate.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Query;
import dev.echolocate.broadcast.Broadcast;
import dev.echolocate.chat.ChatProtocol;
import dev.echolocate.echo.EchoOptions;
import dev.echolocate.feed.Cursor;
import dev.echolocate.inspect.FrameDecoder;
import dev.echolocate.testkit.Fuzz;
import dev.echolocate.tracker.TrackerProtocol;
import dev.echolocate.web.Asking;
import dev.echolocate.web.Proxies;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever comes is decoded, or refused in words: no other exception, no hang. */
class ParsersFuzzTest {
    private static final int SECONDS = 3;

    /** The decoder's own limit. */
    private static final int MAX_FRAMES = 4096;

    private interface Decoder {
        Object decode(String text) throws BadMessageException;
    }

    private static void decodes(String what, Decoder decoder) {
        Fuzz.texts("json.txt").run(what, SECONDS, input -> {
            try {
                assertNotNull(decoder.decode(text(input)));
            } catch (BadMessageException e) {
                assertTrue(e.getMessage().length() < 500, "a short reason");
            }
        });
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    @Test
    void positions() {
        decodes("positions", text -> TrackerProtocol.decode(text, 1_700_000_000_000L));
    }

    @Test
    void chatMessages() {
        decodes("chat messages", ChatProtocol::decode);
    }

    @Test
    void broadcasts() {
        decodes("broadcasts", Broadcast::decode);
    }

    @Test
    void queriesAndOptions() {
        Fuzz.texts("queries.txt").run("queries", SECONDS, input -> {
            Query query = Query.of(text(input));
            for (String name : new String[] {"since", "secret", "x", ""}) {
                query.get(name);
            }
            EchoOptions.refusal(query);
        });
    }

    @Test
    void cursors() {
        Fuzz.texts("cursors.txt").run("cursors", SECONDS, input -> {
            Cursor cursor = Cursor.parse(text(input));
            assertTrue(cursor == null || cursor.equals(Cursor.parse(cursor.text())), "says itself");
        });
    }

    @Test
    void frames() {
        Fuzz.hex("frames.txt")
                .run(
                        "frames",
                        SECONDS,
                        input -> FrameDecoder.decode(Arrays.copyOf(input, Math.min(input.length, MAX_FRAMES))));
    }

    /** Whatever a client sends, its proxy appends its address, and that is who is counted. */
    @Test
    void forwardedHeaders() {
        Proxies lists = new Proxies(List.of(), Proxies.X_FORWARDED_FOR);
        Proxies standard = new Proxies(List.of(), "Forwarded");
        Fuzz.texts("forwarded.txt").run("forwarded headers", SECONDS, input -> {
            String sent = text(input).replaceAll("[\\r\\n]", " ");
            assertEquals(
                    "192.0.2.9",
                    lists.peer(through(sent + ", 192.0.2.9")).address().toString());
            assertEquals(
                    "192.0.2.9",
                    lists.peer(through(sent, "192.0.2.9")).address().toString());
            assertNotNull(standard.peer(through(sent)).address());
            assertEquals(
                    "192.0.2.9",
                    standard.peer(through(sent + ", for=192.0.2.9")).address().toString());
        });
    }

    private static Asking through(String... lines) {
        return new Asking() {
            @Override
            public String remoteAddress() {
                return "127.0.0.1";
            }

            @Override
            public boolean secure() {
                return false;
            }

            @Override
            public List<String> lines(String header) {
                return header.endsWith("For") || header.equals("Forwarded") ? List.of(lines) : List.of();
            }
        };
    }
}
