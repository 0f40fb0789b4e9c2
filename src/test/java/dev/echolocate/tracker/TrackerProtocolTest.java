package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Item;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerProtocolTest {
    private static final long NOW = 1_700_000_000_000L;

    private static TrackerProtocol.TrackerMessage decode(String text) throws BadMessageException {
        return TrackerProtocol.decode(text, NOW);
    }

    private static Position position(String text) throws BadMessageException {
        Position position = decode(text).position();
        assertTrue(position != null, "leaves");
        return position;
    }

    private static String refusal(String text) {
        return assertThrows(BadMessageException.class, () -> decode(text), text).code();
    }

    private static String with(String field, String value) {
        return "{\"id\":1,\"lat\":1,\"lon\":2,\"" + field + "\":" + value + "}";
    }

    @Test
    void theShortForm() throws Exception {
        Position position = position(" [ \"a\" , 52.52, -13.4 ] ");
        assertEquals("a", position.id().key());
        assertEquals(52.52, position.latitude());
        assertEquals(-13.4, position.longitude());
        assertNull(position.name());
        assertNull(position.at());
    }

    @Test
    void theLongForm() throws Exception {
        Position position =
                position("{\"id\":\"a\",\"name\":\"Ann\",\"lat\":1,\"lon\":2,\"accuracy\":3,\"altitude\":-4.5,"
                        + "\"heading\":5,\"speed\":6,\"at\":" + NOW + ",\"joined\":7,\"else\":{}}");
        assertEquals(
                new Position(position.id(), "Ann", 1, 2, 3.0, -4.5, 5.0, 6.0, NOW, null, false),
                position,
                "joined is not theirs");
    }

    @Test
    void nullIsAsIfItWereNotThere() throws Exception {
        Position position = position("{\"id\":1,\"lat\":1,\"lon\":2,\"name\":null,\"accuracy\":null,\"altitude\":null,"
                + "\"heading\":null,\"speed\":null,\"at\":null}");
        assertEquals(new Position(position.id(), null, 1, 2, null, null, null, null, null, null, false), position);
    }

    @Test
    void leaving() throws Exception {
        assertNull(decode("[5,null,null]").position());
        assertNull(decode("{\"id\":5,\"left\":true}").position());
        assertNull(decode("{\"id\":5,\"left\":true,\"lat\":\"x\"}").position());
        assertEquals("5", decode("[5,null,null]").id().key());
    }

    @ParameterizedTest
    @CsvSource({
        "lat,-90,90,-90.00000000000001,90.00000000000001",
        "lon,-180,180,-180.00000000000003,180.00000000000003",
        "accuracy,0,1.7976931348623157e308,-4.9e-324,1e309",
        "altitude,-1.7976931348623157e308,1.7976931348623157e308,-1e309,1e309",
        "heading,0,360,-4.9e-324,360.00000000000006",
        "speed,0,1.7976931348623157e308,-4.9e-324,1e309",
        "at,100000000000,1700000060000,99999999999,1700000060001",
    })
    void eachFieldHasItsBoundaries(String field, String min, String max, String below, String above) throws Exception {
        position(with(field, min));
        position(with(field, max));
        assertEquals("bad_" + field, refusal(with(field, below)));
        assertEquals("bad_" + field, refusal(with(field, above)));
        for (String wrong : new String[] {"\"1\"", "true", "[]", "{}", "1e999999999", "-1e999999999"}) {
            assertEquals("bad_" + field, refusal(with(field, wrong)), wrong);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,91,0]|bad_lat",
                "[1,0,181]|bad_lon",
                "[1,null,0]|bad_lat",
                "[1,0,null]|bad_lon",
                "[1,\"0\",0]|bad_lat",
                "[null,0,0]|bad_id",
                "[[],0,0]|bad_id",
                "[]|bad_message",
                "[1,0]|bad_message",
                "[1,0,0,0]|bad_message",
                "5|bad_message",
                "null|bad_message",
                "{}|bad_id",
                "{\"id\":1}|bad_lat",
                "{\"id\":1,\"lat\":1}|bad_lon",
                "{\"id\":1,\"lat\":null,\"lon\":1}|bad_lat",
                "{\"id\":1,\"left\":false,\"lat\":1,\"lon\":1}|bad_left",
                "{\"id\":1,\"left\":null}|bad_left",
                "{\"id\":1,\"left\":1}|bad_left",
                "x|bad_json",
            })
    void whatIsWrongIsNamed(String text, String code) {
        assertEquals(code, refusal(text));
    }

    /** In seconds it would be in January 1970: somebody silent for half a century. */
    @ParameterizedTest
    @ValueSource(strings = {"1700000000", "0", "1700000000000000", "1700003600000"})
    void aTimeThatIsNoneIsRefusedWithTheServers(String at) {
        BadMessageException refused = assertThrows(BadMessageException.class, () -> decode(with("at", at)));
        assertEquals("bad_at", refused.code());
        assertEquals(NOW, refused.now());
        assertTrue(
                refused.getMessage().endsWith("server's time, which is 1700000000000 (2023-11-14T22:13:20Z)"),
                refused.getMessage());
        assertTrue(Json.error(refused).endsWith(",\"now\":1700000000000}}"), Json.error(refused));
    }

    @Test
    void aReceiverThatKnowsNoPlaceIsToldSoAndThePlaceItselfIsNotRefused() throws Exception {
        String place = "{\"id\":1,\"lat\":0,\"lon\":0";
        for (String mistake : new String[] {"}", ",\"accuracy\":0}", ",\"accuracy\":null}"}) {
            assertEquals("no_fix", refusal(place + mistake), mistake);
        }
        assertEquals(0, position(place + ",\"accuracy\":5}").latitude());
        assertEquals(0, position("[1,0,0]").latitude());
        assertEquals(1, position("{\"id\":1,\"lat\":0,\"lon\":1}").longitude());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "5", "\"a\\u202eb\"", "\"a\\u0000\"", "\"\\ud800\"", "\"\\u3164\""})
    void badNames(String name) {
        assertEquals("bad_name", refusal(with("name", name)));
    }

    @Test
    void namesHaveSixtyFourCharactersAtMost() throws Exception {
        assertEquals(
                "x".repeat(64),
                position(with("name", '"' + "x".repeat(64) + '"')).name());
        assertEquals("bad_name", refusal(with("name", '"' + "x".repeat(65) + '"')));
    }

    @Test
    void refusalsSayNothingOfTheMessageBack() {
        for (String text : new String[] {"[\"<i>\\u202e\",0,0]", "[1,\"<i>\",0]", with("name", "\"<i>\\n\"")}) {
            BadMessageException e = assertThrows(BadMessageException.class, () -> decode(text));
            assertTrue(e.getMessage().indexOf('<') < 0, e.getMessage());
        }
    }

    @Test
    void bothFormsOfAnEntry() throws Exception {
        Item item = TrackerProtocol.here(new Id("5", "5.0"), position("[5,-0.0,13.4]"), 10, "");
        assertEquals("[5.0,0,13.4]", item.text());
        assertEquals("{\"id\":5.0,\"lat\":0,\"lon\":13.4,\"at\":10}", item.json());
        Entry entry = new Entry(1, "5", item, false, 1, 9, 1, Address.UNKNOWN);
        assertEquals(
                "{\"id\":5.0,\"lat\":0,\"lon\":13.4,\"at\":10,\"joined\":9}",
                FeedV1.json(entry).text());
        Item left = TrackerProtocol.left(Id.of("a\"b"));
        assertEquals("[\"a\\\"b\",null,null]", left.text());
        assertEquals("{\"id\":\"a\\\"b\",\"left\":true}", left.json());
    }

    /** 326 characters for a number of eight would be paid by every listener. */
    @Test
    void noNumberIsLong() throws Exception {
        Item item = TrackerProtocol.here(Id.of("a"), position("[\"a\",4.9e-324,-4.9e-324]"), 1, "");
        assertEquals("[\"a\",5e-324,-5e-324]", item.text());
    }

    @Test
    void whatIsEncodedIsDecodedTheSame() throws Exception {
        Random random = new Random(9);
        for (int i = 0; i < 5_000; i++) {
            Position sent = random(random);
            long at = NOW - (long) (random.nextDouble() * 1e12);
            Item item = TrackerProtocol.here(sent.id(), sent, at, "");
            Position full = position(item.json());
            Position expected = new Position(
                    sent.id(),
                    sent.name(),
                    sent.latitude(),
                    sent.longitude(),
                    sent.accuracy(),
                    sent.altitude(),
                    sent.heading(),
                    sent.speed(),
                    at,
                    sent.until(),
                    sent.paused());
            assertEquals(expected, full, item.json());
            Position bare = position(String.valueOf(item.text()));
            assertEquals(sent.id(), bare.id());
            assertEquals(sent.latitude(), bare.latitude());
            assertEquals(sent.longitude(), bare.longitude());
        }
    }

    private static Position random(Random random) {
        String[] names = {null, "Ann", "\u4f60\u597d", "\uD83D\uDE00 \"\\/", "<&>'"};
        double precision = Math.pow(10, random.nextInt(8));
        return new Position(
                Id.of("id " + random.nextInt(100) + "\"\\\u00e9"),
                names[random.nextInt(names.length)],
                Math.rint((random.nextDouble() * 180 - 90) * precision) / precision + 0.0,
                random.nextDouble() * 360 - 180,
                random.nextBoolean() ? null : random.nextDouble() * 1e4,
                random.nextBoolean() ? null : random.nextGaussian() * 1e3,
                random.nextBoolean() ? null : (double) random.nextInt(361),
                random.nextBoolean() ? null : random.nextDouble() * 1e-8,
                null,
                random.nextBoolean() ? null : (Long) (NOW + 1 + random.nextInt(86_400_000)),
                random.nextBoolean());
    }
}
