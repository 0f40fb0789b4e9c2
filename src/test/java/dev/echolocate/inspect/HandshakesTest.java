package dev.echolocate.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.BadMessageException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and what is made of them: the vectors that the documents publish. */
class HandshakesTest {
    private static final Draft.Destination PLACE = new Draft.Destination("example.com", "/demo", "http://example.com");

    /** RFC 6455 1.3. */
    @Test
    void theAcceptOfTheRfcStepByStep() {
        Accept accept = Accept.of(" dGhlIHNhbXBsZSBub25jZQ== ");
        assertEquals("dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11", accept.joined());
        assertEquals("b37a4f2cc0624f1690f64606cf385945b2bec4ea", accept.sha1());
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", accept.accept());
        assertTrue(accept.wellFormed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZQ==", "dGhlIHNhbXBsZSBub25jZSBhbmQgbW9yZQ=="})
    void aKeyThatIsNoneIsToldAndComputedAllTheSame(String key) {
        Accept accept = Accept.of(key);
        assertEquals(key.equals("dGhlIHNhbXBsZSBub25jZQ"), accept.wellFormed());
        assertEquals(28, accept.accept().length());
    }

    /** The examples of draft-hixie-thewebsocketprotocol-76, sections 1.2 and 1.3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "#4 @1  46546xW%0l 1 5#|#12998 5 Y3 1  .P00#|^n:ds[4U|829309203|259970620|8jKS'y:G*Co,Wxa-",
                "#18x 6]8vM;54 *(5:  {   U1]8  z [  8#|#1_ tx7X d  <  nf  334J702) 7]o}` 0#|Tm[K T2u|155712099|173347027|fQJ,fN/4F4!~K~MH"
            })
    void theAnswersOfHixie76(String key1, String key2, String body, long number1, long number2, String answer) {
        Hixie76 shaken = Hixie76.of(key1, key2, Bytes.utf8(body));
        assertEquals(number1, shaken.number1());
        assertEquals(number2, shaken.number2());
        assertEquals(16, shaken.challenge().size());
        assertEquals(Bytes.utf8(answer), shaken.answer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "1 2 4 4", "99999999999 "})
    void aTokenThatIsNoneIsRefused(String key) {
        assertThrows(IllegalArgumentException.class, () -> Hixie76.of(key, Draft.KEY_2, Bytes.utf8("12345678")));
        assertThrows(IllegalArgumentException.class, () -> Hixie76.of(Draft.KEY_1, key, Bytes.utf8("12345678")));
        assertThrows(IllegalArgumentException.class, () -> Hixie76.of(Draft.KEY_1, Draft.KEY_2, Bytes.utf8("1234567")));
    }

    /** Keys as the draft's section 4.1 has clients make them are read as they were meant. */
    @Test
    void anyTokenIsReadAsItWasMeant() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int spaces = 1 + random.nextInt(12);
            long number = (long) (random.nextDouble() * (0xFFFF_FFFFL / spaces));
            StringBuilder key = new StringBuilder(Long.toString(number * spaces));
            for (int i = 1 + random.nextInt(12); i > 0; i--) {
                char other = (char) (random.nextBoolean() ? 0x21 + random.nextInt(15) : 0x3A + random.nextInt(69));
                key.insert(random.nextInt(key.length() + 1), other);
            }
            for (int i = 0; i < spaces; i++) {
                key.insert(1 + random.nextInt(key.length() - 1), ' ');
            }
            Hixie76 shaken = Hixie76.of(key.toString(), key.toString(), Bytes.utf8("12345678"));
            assertEquals(number, shaken.number1(), "seed " + seed + " key " + key);
            String half = "%08x".formatted(number);
            assertEquals(
                    half + half + Bytes.utf8("12345678").hex(),
                    shaken.challenge().hex());
        }
    }

    @Test
    void eachStepOfTheHandshake() {
        Draft.Exchanged first = Draft.HIXIE_75.shake(PLACE);
        assertEquals("GET /demo HTTP/1.1", first.request().line());
        assertEquals(
                "HTTP/1.1 101 Web Socket Protocol Handshake", first.response().line());
        assertEquals("http://example.com", first.response().value("WebSocket-Origin"));
        assertEquals("ws://example.com/demo", first.response().value("WebSocket-Location"));
        assertEquals(0, first.requestBody().size());

        Draft.Exchanged second = Draft.HIXIE_76.shake(PLACE);
        assertEquals("ws://example.com/demo", second.response().value("Sec-WebSocket-Location"));
        assertEquals(Bytes.utf8("^n:ds[4U"), second.requestBody());
        assertEquals(Bytes.utf8("8jKS'y:G*Co,Wxa-"), second.responseBody());

        Draft.Exchanged third = Draft.HYBI_10.shake(PLACE);
        assertEquals("8", third.request().value("Sec-WebSocket-Version"));
        assertEquals("http://example.com", third.request().value("Sec-WebSocket-Origin"));
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", third.response().value("Sec-WebSocket-Accept"));

        Draft.Exchanged last = Draft.RFC_6455.shake(PLACE);
        assertEquals("13", last.request().value("sec-websocket-version"));
        assertEquals("http://example.com", last.request().value("Origin"));
        assertFalse(last.request().headers().contains(new Header("Sec-WebSocket-Origin", "http://example.com")));
    }

    @Test
    void aSecurePageHasASecureLocation() {
        Draft.Destination secure = new Draft.Destination("example.com", "/", "https://example.com");
        assertEquals(
                "wss://example.com/", Draft.HIXIE_76.shake(secure).response().value("Sec-WebSocket-Location"));
    }

    @Test
    void framesOfEachStep() {
        assertEquals("0048656c6c6fff", Bytes.of(Draft.HIXIE_75.frame("Hello")).hex());
        assertEquals("0048656c6c6fff", Bytes.of(Draft.HIXIE_76.frame("Hello")).hex());
        assertEquals("810548656c6c6f", Bytes.of(Draft.HYBI_10.frame("Hello")).hex());
        assertEquals("810548656c6c6f", Bytes.of(Draft.RFC_6455.frame("Hello")).hex());
        assertEquals("ff00", Bytes.of(HixieReader.closing()).hex());
    }

    @ParameterizedTest
    @CsvSource({"00 61 ff 00 ff,a|", "80 02 ff00 00 62 ff,b", "01 61 ff 00 63 ff,c", "00 64 ff ff00 00 65 ff,d"})
    void oldFramesAreRead(String hex, String texts) throws BadMessageException {
        assertEquals(
                List.of(texts.split("\\|", -1)),
                HixieReader.texts(Bytes.hex(hex).array()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0061", "80", "8005 61", "80ffffffffff01", "8081 01 61"})
    void oldFramesThatAreNotWholeAreRefused(String hex) {
        assertThrows(
                IllegalArgumentException.class,
                () -> HixieReader.texts(Bytes.hex(hex).array()));
    }

    @Test
    void whateverOldFramesSayIsReadAgain() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            String text = random.ints(random.nextInt(50), 0, 0xD800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertEquals(List.of(text), HixieReader.texts(HixieFrames.text(text)), "seed " + seed);
        }
    }

    @Test
    void secretsAreLeftOut() {
        Head head = Head.of(("GET / HTTP/1.1\r\nCOOKIE: a=b\r\nAuthorization:Basic x\r\n"
                        + "proxy-authorization: y\r\nX: 1\r\nx:2\r\n\r\n")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertEquals(
                List.of(
                        new Header("COOKIE", "***"),
                        new Header("Authorization", "***"),
                        new Header("proxy-authorization", "***"),
                        new Header("X", "1"),
                        new Header("x", "2")),
                head.headers());
        assertEquals("1", head.value("x"));
    }
}
