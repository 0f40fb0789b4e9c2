package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several positions at once, over WebSocket and over POST: a phone sends what it kept while it had no network. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class PositionBatchContract extends ContractTest {
    private static final String SECRET = "0123456789abcdef";

    private long now;

    /** How somebody sends. */
    enum Via {
        WEBSOCKET {
            @Override
            Sender in(PositionBatchContract test, String room) {
                FeedClient session = test.feed("/tracker/" + room + "?secret=" + SECRET);
                return new Sender() {
                    @Override
                    public void send(String json) {
                        session.send(json);
                    }

                    @Override
                    public String refused(String json) {
                        session.send(json);
                        JsonObject error = session.error();
                        return error.getString("code") + ": " + error.getString("message");
                    }
                };
            }
        },
        POST {
            @Override
            Sender in(PositionBatchContract test, String room) {
                return new Sender() {
                    private Response post(String json) {
                        return Http.post(test.server(), "/feeds/tracker/" + room, json, "Echolocate-Secret: " + SECRET);
                    }

                    @Override
                    public void send(String json) {
                        Response answer = post(json);
                        assertEquals(200, answer.status(), answer::text);
                    }

                    @Override
                    public String refused(String json) {
                        Response answer = post(json);
                        assertEquals(400, answer.status(), answer::text);
                        return answer.json().getString("code") + ": "
                                + answer.json().getString("detail");
                    }
                };
            }
        };

        abstract Sender in(PositionBatchContract test, String room);
    }

    private interface Sender {
        void send(String json);

        /** The code, and the words for people. */
        String refused(String json);
    }

    @BeforeEach
    void begin() {
        now = System.currentTimeMillis();
    }

    /** Ann, so many seconds ago; her latitude says when, too. */
    private String ann(int secondsAgo) {
        return "{\"id\":\"ann\",\"lat\":" + latitude(secondsAgo) + ",\"lon\":1,\"at\":" + at(secondsAgo) + "}";
    }

    private static double latitude(int secondsAgo) {
        return secondsAgo / 100.0;
    }

    private long at(int secondsAgo) {
        return now - 1000L * secondsAgo;
    }

    private String batch(int... secondsAgo) {
        return Arrays.stream(secondsAgo).mapToObj(this::ann).collect(Collectors.joining(",", "[", "]"));
    }

    /** How many seconds ago the points of her trail were, for whoever comes in now. */
    private List<Integer> trail(String room) {
        JsonArray items =
                Http.get(server(), "/feeds/tracker/" + room + "?trail=1").json().getJsonArray("items");
        JsonArray trail = items.getJsonObject(0).getJsonArray("trail");
        return trail.getValuesAs(JsonArray.class).stream()
                .map(point -> (int) ((now - point.getJsonNumber(2).longValue()) / 1000))
                .toList();
    }

    private static void isAt(int secondsAgo, FeedClient reader) {
        assertEquals(latitude(secondsAgo), reader.item().getJsonNumber("lat").doubleValue());
    }

    @ParameterizedTest
    @EnumSource
    void theNewestMovesThePersonOnceAndTheOthersAreTheWay(Via via) {
        String room = fresh("batch");
        FeedClient reader = feed("/tracker/" + room);
        Client plain = plain("/tracker/" + room);
        Sender ann = via.in(this, room);
        ann.send(batch(30, 20, 20, 10));
        isAt(10, reader);
        assertEquals(List.of(30, 20, 10), trail(room));
        ann.send(ann(0));
        isAt(0, reader);
        assertEquals(latitude(10), plain.next().array().getJsonNumber(1).doubleValue(), "to plain readers, too");
        assertEquals(latitude(0), plain.next().array().getJsonNumber(1).doubleValue(), "once");
    }

    @ParameterizedTest
    @EnumSource
    void olderOnesComeToTheirPlaceInTheTrailAndMoveNobody(Via via) {
        String room = fresh("batch");
        FeedClient reader = feed("/tracker/" + room);
        Sender ann = via.in(this, room);
        ann.send(ann(20));
        isAt(20, reader);
        ann.send(batch(40, 30));
        isAt(20, reader);
        assertEquals(List.of(40, 30, 20), trail(room));
        ann.send(batch(35, 25, 10));
        isAt(10, reader);
        assertEquals(List.of(40, 35, 30, 25, 20, 10), trail(room));
        ann.send(batch(35, 25, 10));
        isAt(10, reader);
        assertEquals(List.of(40, 35, 30, 25, 20, 10), trail(room), "none twice");
    }

    @ParameterizedTest
    @EnumSource
    void asFarBackAsATrailGoes(Via via) {
        String room = fresh("batch");
        FeedClient reader = feed("/tracker/" + room);
        Sender ann = via.in(this, room);
        ann.send(batch(8000, 1860, 1740, 5));
        isAt(5, reader);
        assertEquals(List.of(1740, 5), trail(room), "what is older is no error");
        ann.send(batch(8000));
        ann.send(ann(0));
        isAt(0, reader);
        assertEquals(List.of(1740, 5, 0), trail(room));
    }

    @ParameterizedTest
    @EnumSource
    void whereOneIsWrongNothingIsWrittenAndTheErrorSaysWhich(Via via) {
        String room = fresh("batch");
        FeedClient reader = feed("/tracker/" + room);
        Sender ann = via.in(this, room);
        String wrong = ann(20).replace("\"lon\":1", "\"lon\":181");
        refused(ann, "bad_lon: position 2 of 3: ", ann(30), wrong, ann(10));
        refused(ann, "bad_at: position 3 of 3: ", ann(30), ann(10), ann(20));
        refused(ann, "bad_at: position 1 of 2: ", ann(30).replace("\"at\"", "\"on\""), ann(10));
        refused(ann, "bad_at: position 2 of 2: ", ann(30), ann(-120));
        refused(ann, "bad_id: position 2 of 2: ", ann(30), ann(20).replace("ann", "bea"));
        refused(ann, "bad_left: position 2 of 2: ", ann(30), "{\"id\":\"ann\",\"left\":true}");
        refused(ann, "bad_message: position 2 of 3: ", ann(30), "[\"ann\",1,1]", ann(10));
        ann.send(ann(0));
        isAt(0, reader);
        assertEquals(List.of(0), trail(room), "of none of them anything is known");
    }

    private static void refused(Sender sender, String why, String... positions) {
        String words = sender.refused("[" + String.join(",", positions) + "]");
        assertTrue(words.startsWith(why) && words.length() > why.length(), words);
    }

    @ParameterizedTest
    @EnumSource
    void asManyAsATrailHasFit(Via via) {
        String room = fresh("batch");
        FeedClient reader = feed("/tracker/" + room);
        Sender ann = via.in(this, room);
        int[] all = IntStream.range(0, 201).map(i -> 200 - i).toArray();
        assertTrue(ann.refused(batch(all)).startsWith("too_many_positions: "));
        ann.send(batch(Arrays.copyOf(all, 200)));
        isAt(1, reader);
        assertEquals(Arrays.stream(all, 0, 200).boxed().toList(), trail(room));
    }

    @Test
    void somebodyElsesIdIsTaken() {
        String room = fresh("batch");
        Sender ann = Via.WEBSOCKET.in(this, room);
        FeedClient reader = feed("/tracker/" + room);
        ann.send(batch(20, 10));
        isAt(10, reader);
        reader.send(batch(30, 5));
        assertEquals("id_taken", reader.error().getString("code"));
        reader.send(batch(40, 30));
        assertEquals("id_taken", reader.error().getString("code"));
        assertEquals(List.of(20, 10), trail(room));
    }

    @Test
    void aPlainClientMaySendThemToo() {
        String room = fresh("batch");
        Client plain = plain("/tracker/" + room);
        plain.send("[\"ann\",0,0]");
        assertEquals("[\"ann\",0,0]", plain.next().text());
        plain.send(batch(20, -5));
        assertEquals(latitude(-5), plain.next().array().getJsonNumber(1).doubleValue());
        plain.send("[\"ann\",null,null]");
        plain.send("[{},0,0]");
        assertTrue(plain.next().text().contains("position 1 of 3"));
    }
}
