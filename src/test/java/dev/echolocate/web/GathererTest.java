package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GathererTest {
    private static final String FACE = "\uD83D\uDE00";

    private final Budget budget = new Budget(1_000, false);
    private final AtomicLong clock = new AtomicLong(-1_000_000);

    private static ByteBuffer bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteBuffer.wrap(bytes);
    }

    private Gatherer gatherer(int limit, Budget small) {
        return new Gatherer(limit, new Gathering(small, new Budget(0)).open(Address.UNKNOWN), clock::get);
    }

    @Test
    void aMessageOfOnePartTakesNothing() {
        Gatherer gatherer = gatherer(5, new Budget(0));
        assertEquals("hello", gatherer.add("hello", true));
        assertEquals("", gatherer.add("", true));
        assertNull(gatherer.excess());
    }

    @Test
    void partsBecomeOneAndTheBudgetIsGivenBack() {
        Gatherer gatherer = gatherer(100, budget);
        assertNull(gatherer.add("he", false));
        assertEquals(2, budget.used());
        assertNull(gatherer.add("", false));
        assertNull(gatherer.add("ll", false));
        assertEquals("hello", gatherer.add("o", true));
        assertEquals(0, budget.used());
        assertNull(gatherer.excess());
    }

    /** So that a message as long as may be is gathered in half of the budget, which a lonely address has. */
    @Test
    void asciiTakesAByteACharacterAndAnythingElseTwo() {
        Gatherer gatherer = gatherer(100, budget);
        assertNull(gatherer.add("hell", false));
        assertEquals(4, budget.used());
        assertNull(gatherer.add("\u00f6", false));
        assertEquals(10, budget.used());
        assertNull(gatherer.add("!", false));
        assertEquals(12, budget.used());
        assertEquals("hell\u00f6!.", gatherer.add(".", true));
        assertEquals(0, budget.used());
        assertNull(gatherer.add("a", false));
        assertEquals(1, budget.used());
    }

    @Test
    void binaryPartsAreCopied() {
        Gatherer gatherer = gatherer(100, budget);
        ByteBuffer reused = bytes(1, 2);
        assertNull(gatherer.add(reused, false));
        reused.put(0, (byte) 9).rewind();
        assertTrue(budget.used() >= 2);
        assertArrayEquals(new byte[] {1, 2, 9, 2}, gatherer.add(reused, true));
        assertEquals(0, budget.used());
        assertArrayEquals(new byte[0], gatherer.add(bytes(), true));
        assertNull(gatherer.add(bytes(), false));
        assertArrayEquals(new byte[] {3}, gatherer.add(bytes(3), true));
        assertEquals(0, budget.used());
    }

    @Test
    void theLimitIsOfBytesAndForEachMessage() {
        Gatherer gatherer = gatherer(6, budget);
        assertEquals("\u4f60\u4f60", gatherer.add("\u4f60\u4f60", true));
        assertNull(gatherer.add("\u4f60", false));
        assertEquals("\u4f60\u4f60", gatherer.add("\u4f60", true));
        assertNull(gatherer.add("\u4f60", false));
        assertNull(gatherer.add("\u4f60a", true));
        assertEquals(Gatherer.Excess.MESSAGE, gatherer.excess());
        assertEquals(0, budget.used(), "given back at once");
    }

    @Test
    void aPairThatIsSplitCountsFourBytes() {
        Gatherer gatherer = gatherer(8, budget);
        assertNull(gatherer.add(FACE + "\uD83D", false));
        assertNull(gatherer.add("", false));
        assertEquals(FACE + FACE, gatherer.add("\uDE00", true));
        assertNull(gatherer.add("aaaa\uD83D", false));
        assertNull(gatherer.add("\uDE00a", true));
        assertEquals(Gatherer.Excess.MESSAGE, gatherer.excess());
    }

    @Test
    void binaryAtAndAboveTheLimit() {
        Gatherer gatherer = gatherer(3, budget);
        assertNotNull(gatherer.add(bytes(1, 2, 3), true));
        assertNull(gatherer.add(bytes(1, 2), false));
        assertNotNull(gatherer.add(bytes(3), true));
        assertNull(gatherer.add(bytes(1, 2), false));
        assertNull(gatherer.add(bytes(3, 4), false));
        assertEquals(Gatherer.Excess.MESSAGE, gatherer.excess());
        assertEquals(0, budget.used());
        assertNull(gatherer.add(bytes(1), true), "it gathers no more");
        assertNull(gatherer.add("a", true));
    }

    @Test
    void whatAllGatherTogetherIsLimited() {
        Gatherer one = gatherer(2_000, budget);
        Gatherer two = gatherer(2_000, budget);
        assertNull(one.add("\u4f60".repeat(450), false));
        assertNull(one.excess());
        assertNull(two.add(ByteBuffer.allocate(101), false));
        assertEquals(Gatherer.Excess.TOTAL, two.excess());
        assertEquals(900, budget.used());
        assertEquals("\u4f60".repeat(460), one.add("\u4f60".repeat(10), true));
        assertEquals(0, budget.used());
    }

    @Test
    void aSessionThatEndsInTheMiddleGivesAllBackOnce() {
        Gatherer gatherer = gatherer(1_000, budget);
        assertNull(gatherer.add("abc", false));
        gatherer.close();
        gatherer.close();
        assertEquals(0, budget.used());
        assertNull(gatherer.add("d", true));
        assertNull(gatherer.add(bytes(1), true));
        assertNull(gatherer.excess());
        assertEquals(0, budget.used());
    }

    @Test
    void aMessageThatStopsComingIsLate() {
        Gatherer gatherer = gatherer(1_000, budget);
        clock.addAndGet(1_000_000);
        assertNull(gatherer.late(clock.get(), false), "none was begun");
        assertNull(gatherer.add("a", false));
        clock.addAndGet(20_000);
        assertNull(gatherer.late(clock.get(), false));
        assertNull(gatherer.add("", false));
        clock.addAndGet(1);
        assertEquals(
                "a message was begun, and nothing came of it for 20 s",
                gatherer.late(clock.get(), false),
                "an empty part is not a byte");
        assertNull(gatherer.add("b", false));
        assertNull(gatherer.late(clock.get(), false));
        assertEquals("abc", gatherer.add("c", true));
        clock.addAndGet(1_000_000);
        assertNull(gatherer.late(clock.get(), false));
    }

    @Test
    void aMessageHasAMinuteAndASecondForEach32KiB() {
        for (int bytes : new int[] {1, 1 << 20}) {
            Gatherer gatherer = new Gatherer(
                    16 << 20, new Gathering(new Budget(0), new Budget(64 << 20)).open(Address.UNKNOWN), clock::get);
            assertNull(gatherer.add(ByteBuffer.allocate(bytes), false));
            long seconds = 60 + bytes / (32 << 10);
            for (int i = 0; i < seconds; i++) {
                assertNull(gatherer.late(clock.get(), false), "after " + i + " s");
                clock.addAndGet(1_000);
                assertNull(gatherer.add(bytes(1), false));
            }
            assertNull(gatherer.late(clock.get(), false));
            clock.addAndGet(1);
            assertEquals("a message took too long to come", gatherer.late(clock.get(), false));
        }
    }

    @Test
    void timeDoesNotCountWhileTheSenderIsNotRead() {
        Gatherer gatherer = gatherer(1_000, budget);
        assertNull(gatherer.add("a", false));
        for (int i = 0; i < 100; i++) {
            clock.addAndGet(10_000);
            assertNull(gatherer.late(clock.get(), true));
        }
        clock.addAndGet(20_000);
        assertNull(gatherer.late(clock.get(), false));
        clock.addAndGet(1);
        assertNotNull(gatherer.late(clock.get(), false));
    }

    /** Any message, cut anywhere: the same comes out, exactly if its bytes are within the limit. */
    @Test
    void howAMessageIsCutMakesNoDifference() {
        Random random = new Random(11);
        String[] some = {"a", "\u00e9", "\u4f60", FACE};
        for (int i = 0; i < 1_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(10); n > 0; n--) {
                text.append(some[random.nextInt(some.length)]);
            }
            String message = text.toString();
            int limit = 1 + random.nextInt(30);
            boolean fits = Text.utf8Length(message) <= limit;
            assertEquals(fits ? message : null, cut(message, gatherer(limit, budget), random), message);
            byte[] binary = message.getBytes(StandardCharsets.UTF_8);
            assertArrayEquals(fits ? binary : null, cut(binary, gatherer(limit, budget), random));
            assertEquals(0, budget.used());
        }
    }

    private static String cut(String message, Gatherer gatherer, Random random) {
        int at = 0;
        while (random.nextInt(4) > 0) {
            int end = at + random.nextInt(message.length() - at + 1);
            assertNull(gatherer.add(message.substring(at, end), false));
            at = end;
        }
        return gatherer.add(message.substring(at), true);
    }

    private static byte[] cut(byte[] message, Gatherer gatherer, Random random) {
        int at = 0;
        while (random.nextInt(4) > 0) {
            int end = at + random.nextInt(message.length - at + 1);
            assertNull(gatherer.add(ByteBuffer.wrap(message, at, end - at), false));
            at = end;
        }
        return gatherer.add(ByteBuffer.wrap(Arrays.copyOfRange(message, at, message.length)), true);
    }
}
