package dev.echolocate.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Opcode;
import dev.echolocate.inspect.Field.Name;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames, there and back. */
class FramesTest {
    private static List<DecodedFrame> decode(String hex) throws BadMessageException {
        return FrameDecoder.decode(Bytes.hex(hex).array());
    }

    /** RFC 6455 5.7. */
    @Test
    void theExamplesOfTheRfc() throws BadMessageException {
        WireMessage hello = new WireMessage(1, 0, Bytes.utf8("Hello"), 1);
        assertEquals("810548656c6c6f", hex(hello, null));
        assertEquals("818537fa213d7f9f4d5158", hex(hello, Bytes.hex("37fa213d")));
        List<DecodedFrame> fragments = decode("01 03 48 65 6c 80 02 6c 6f");
        assertEquals(
                List.of(false, true), fragments.stream().map(DecodedFrame::fin).toList());
        assertEquals(Bytes.utf8("Hel"), fragments.get(0).payload());
        assertEquals(0, fragments.get(1).opcode());
        assertEquals(List.of(), faults(fragments));
        assertEquals(
                Bytes.utf8("Hello"), decode("8a8537fa213d7f9f4d5158").get(0).payload());
        assertEquals("827e0100", Bytes.of(binary(null).header(256)).hex());
        assertEquals(
                "827f0000000000010000", Bytes.of(binary(null).header(65_536)).hex());
    }

    @ParameterizedTest
    @CsvSource({
        "0,8200",
        "125,827d",
        "126,827e007e",
        "65535,827effff",
        "65536,827f0000000000010000",
        "9223372036854775807,827f7fffffffffffffff"
    })
    void aLengthTakesTheFewestBytes(long length, String header) {
        assertEquals(header, Bytes.of(binary(null).header(length)).hex());
    }

    private static WireFrame binary(Bytes key) {
        return new WireFrame(true, 0, 2, key, Bytes.NONE);
    }

    private static String hex(WireMessage message, Bytes key) {
        return message.frames(() -> key).stream()
                .map(frame -> Bytes.of(frame.bytes()).hex())
                .collect(Collectors.joining());
    }

    @Test
    void eachFieldHasItsPlace() throws BadMessageException {
        List<DecodedFrame> frames = decode("8900 81fe0080 01020304" + "60".repeat(128));
        DecodedFrame frame = frames.get(1);
        assertEquals(2, frame.offset());
        assertEquals(138, frame.end());
        assertEquals(
                List.of(
                        new Field(Name.FIN, 16, 1, 1),
                        new Field(Name.RSV1, 17, 1, 0),
                        new Field(Name.RSV2, 18, 1, 0),
                        new Field(Name.RSV3, 19, 1, 0),
                        new Field(Name.OPCODE, 20, 4, 1),
                        new Field(Name.MASK, 24, 1, 1),
                        new Field(Name.LENGTH, 25, 7, 126),
                        new Field(Name.LENGTH_16, 32, 16, 128),
                        new Field(Name.MASKING_KEY, 48, 32, 0x01020304),
                        new Field(Name.PAYLOAD, 80, 1024, 0)),
                frame.fields());
        assertEquals("abcd", new String(frame.payload().range(0, 4).array(), java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Any frames that are written are read as they were, and the fields cover each bit once. */
    @Test
    void whateverIsWrittenIsReadAgain() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<WireFrame> written = new ArrayList<>();
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            for (int i = random.nextInt(5); i >= 0; i--) {
                WireFrame frame = any(random);
                written.add(frame);
                wire.writeBytes(frame.bytes());
            }
            List<DecodedFrame> read = FrameDecoder.decode(wire.toByteArray());
            String where = "seed " + seed + " round " + round;
            assertEquals(written.size(), read.size(), where);
            int bit = 0;
            for (int i = 0; i < read.size(); i++) {
                WireFrame before = written.get(i);
                DecodedFrame after = read.get(i);
                assertEquals(before.fin(), after.fin(), where);
                assertEquals(before.opcode(), after.opcode(), where);
                assertEquals(before.payload(), after.payload(), where);
                assertEquals(before.payload().size(), after.length(), where);
                assertEquals(before.key() != null, after.masked(), where);
                int rsv = 0;
                for (Field field : after.fields()) {
                    assertEquals(bit, field.bit(), where + " " + field);
                    bit += field.bits();
                    boolean reserved = field.name().name().startsWith("RSV");
                    rsv = reserved ? rsv << 1 | (int) field.value() : rsv;
                }
                assertEquals(before.rsv(), rsv, where);
                assertEquals(8 * after.end(), bit, where);
            }
        }
    }

    private static WireFrame any(Random random) {
        int[] sizes = {0, 1, 125, 126, 127, 1000, 65_535, 65_536};
        byte[] payload = new byte[random.nextInt(3) == 0 ? sizes[random.nextInt(sizes.length)] : random.nextInt(300)];
        random.nextBytes(payload);
        byte[] key = new byte[4];
        random.nextBytes(key);
        return new WireFrame(
                random.nextBoolean(),
                random.nextInt(8),
                random.nextInt(16),
                random.nextBoolean() ? Bytes.of(key) : null,
                Bytes.of(payload));
    }

    /** Messages that keep the rules have no faults, however they are cut, masked and mixed with control frames. */
    @Test
    void whatKeepsTheRulesIsFoundRight() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            String text = random.ints(random.nextInt(200), 1, 0xD800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .append("\ud83d\ude00")
                    .toString();
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            byte[] bytes = new byte[4];
            random.nextBytes(bytes);
            Bytes key = random.nextBoolean() ? Bytes.of(bytes) : null;
            for (WireFrame frame : new WireMessage(1, 0, Bytes.utf8(text), 1 + random.nextInt(9)).frames(() -> key)) {
                wire.writeBytes(new WireFrame(true, 0, 9 + random.nextInt(2), key, Bytes.utf8("x")).bytes());
                wire.writeBytes(frame.bytes());
            }
            List<DecodedFrame> read = FrameDecoder.decode(wire.toByteArray());
            assertEquals(List.of(), faults(read), "seed " + seed + " round " + round);
            ByteArrayOutputStream gathered = new ByteArrayOutputStream();
            read.stream()
                    .filter(frame -> frame.opcode() < 8)
                    .forEach(frame -> gathered.writeBytes(frame.payload().array()));
            assertEquals(Bytes.utf8(text), Bytes.of(gathered.toByteArray()), "seed " + seed + " round " + round);
        }
    }

    /** Whatever the bytes, they are all accounted for. */
    @Test
    void noiseIsReadToItsEnd() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            byte[] noise = new byte[1 + random.nextInt(60)];
            random.nextBytes(noise);
            List<DecodedFrame> read = FrameDecoder.decode(noise);
            int end = 0;
            for (DecodedFrame frame : read) {
                assertEquals(end, frame.offset(), "seed " + seed + " round " + round);
                end = frame.end();
            }
            assertEquals(noise.length, end, "seed " + seed + " round " + round);
        }
    }

    private static List<String> faults(List<DecodedFrame> frames) {
        return frames.stream()
                .flatMap(frame -> frame.faults().stream())
                .map(fault -> fault.rule() + "@" + fault.offset())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "c100,5.2,RSV@0",
        "8100 9100,5.2,RSV@2",
        "8300,5.2,RESERVED_OPCODE@0",
        "8b00,5.2,RESERVED_OPCODE@0",
        "8100 8180 01020304,5.1,MASK@3",
        "8180 01020304 8100,5.1,MASK@7",
        "8100 8180 01020304 8100,5.1,MASK@3",
        "0900,5.5,CONTROL_FRAGMENTED@0",
        "827e007d" + SIZE_125 + ",5.2,LENGTH_NOT_MINIMAL@2",
        "827f0000000000000001 ff,5.2,LENGTH_NOT_MINIMAL@2",
        "827f8000000000000000 8100,5.2,LENGTH_TOO_LARGE@2",
        "8000,5.4,NOTHING_TO_CONTINUE@2",
        "0100 8100,5.4,MESSAGE_IN_MESSAGE@4",
        "0100,5.4,UNFINISHED_MESSAGE@2",
        "0100 8900,5.4,UNFINISHED_MESSAGE@4",
        "8801 03,5.5.1,CLOSE_PAYLOAD@2",
        "8802 03ed,7.4,CLOSE_CODE@2",
        "8802 03e7,7.4,CLOSE_CODE@2",
        "8802 1388,7.4,CLOSE_CODE@2",
        "8803 03e8 ff,8.1,INCONSISTENT@4",
        "8102 c080,8.1,INCONSISTENT@2",
        "8103 eda080,8.1,INCONSISTENT@2",
        "8102 61e4,8.1,INCONSISTENT@4",
        "0102 e4bd 8001 78,8.1,INCONSISTENT@6",
        "0102 e4bd 8000,8.1,INCONSISTENT@6",
        "81,5.2,UNFINISHED_FRAME@1",
        "817e00,5.2,UNFINISHED_FRAME@3",
        "8180 0102,5.2,UNFINISHED_FRAME@4",
        "8105 4865,5.2,UNFINISHED_FRAME@4",
    })
    void whatBreaksARuleIsNamedByItsSection(String hex, String section, String fault) throws BadMessageException {
        List<DecodedFrame> frames = decode(hex);
        assertEquals(List.of(fault), faults(frames));
        frames.forEach(frame ->
                frame.faults().forEach(f -> assertEquals(section, f.rule().section())));
    }

    private static final String SIZE_125 =
            "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "00000000000000000000000000000000000000000000000000";

    @Test
    void aLongControlFrameIsNamedToo() throws BadMessageException {
        assertEquals(List.of("CONTROL_TOO_LONG@2"), faults(decode("897e007e" + "00".repeat(126))));
    }

    @Test
    void aTextMaySplitACharacterAndExtensionsMayMakeSomethingElseOfIt() throws BadMessageException {
        assertEquals(List.of(), faults(decode("0101 e4 8a00 8002 bda0")));
        assertEquals(List.of("RSV@0"), faults(decode("c102 c080")));
        assertEquals(List.of(), faults(decode("8202 c080")));
    }

    @Test
    void aCloseSaysWhy() throws BadMessageException {
        DecodedFrame.Close close = decode("8805 03e8 627965").get(0).close();
        assertEquals(new DecodedFrame.Close(1000, "bye"), close);
        assertEquals(1005, said(decode("8800").get(0).close()).code());
        assertNull(decode("8100").get(0).close());
        assertEquals(List.of(), faults(decode("8802 0bb8 8802 1387 8802 03f6")));
    }

    private static DecodedFrame.Close said(DecodedFrame.Close close) {
        assertNotNull(close);
        return close;
    }

    @Test
    void anOpcodeIsKnownOrReserved() {
        for (int code = 0; code < 16; code++) {
            Opcode opcode = Opcode.of(code);
            assertEquals(List.of(0, 1, 2, 8, 9, 10).contains(code), opcode != null, "" + code);
            assertTrue(opcode == null || opcode.code() == code);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 05 0 ff", "8105 00ff", "0x81,0x05,0x00,0xFF", "81:05:0:ff", "81\n05\t00;ff"})
    void hexIsReadAsPeopleWriteIt(String hex) throws BadMessageException {
        assertEquals("810500ff", Bytes.hex(hex).hex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "81 050", "8g", "0x", "\u0661\u0661"})
    void whatIsNotHexIsSaid(String hex) {
        BadMessageException why = assertThrows(BadMessageException.class, () -> Bytes.hex(hex));
        assertEquals("bad_hex", why.code());
    }
}
