package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Text;
import dev.echolocate.base.WireText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MessageAssemblerTest {
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

    private MessageAssembler assembler(int limit, Budget small) {
        return new MessageAssembler(limit, new AssemblyBudget(small, new Budget(0)).open(Address.UNKNOWN), clock::get);
    }

    @Test
    void aMessageOfOnePartTakesNothing() {
        MessageAssembler assembler = assembler(5, new Budget(0));
        assertEquals("hello", text(assembler.add("hello", true)));
        assertEquals("", text(assembler.add("", true)));
        assertNull(assembler.excess());
    }

    @Test
    void partsBecomeOneAndTheBudgetIsGivenBack() {
        MessageAssembler assembler = assembler(100, budget);
        assertNull(assembler.add("he", false));
        assertEquals(2, budget.used());
        assertNull(assembler.add("", false));
        assertNull(assembler.add("ll", false));
        assertEquals("hello", text(assembler.add("o", true)));
        assertEquals(0, budget.used());
        assertNull(assembler.excess());
    }

    /** So that a message as long as may be is gathered in half of the budget, which a lonely address has. */
    @Test
    void asciiTakesAByteACharacterAndAnythingElseTwo() {
        MessageAssembler assembler = assembler(100, budget);
        assertNull(assembler.add("hell", false));
        assertEquals(4, budget.used());
        assertNull(assembler.add("\u00f6", false));
        assertEquals(10, budget.used());
        assertNull(assembler.add("!", false));
        assertEquals(12, budget.used());
        assertEquals("hell\u00f6!.", text(assembler.add(".", true)));
        assertEquals(0, budget.used());
        assertNull(assembler.add("a", false));
        assertEquals(1, budget.used());
    }

    @Test
    void binaryPartsAreCopied() {
        MessageAssembler assembler = assembler(100, budget);
        ByteBuffer reused = bytes(1, 2);
        assertNull(assembler.add(reused, false));
        reused.put(0, (byte) 9).rewind();
        assertTrue(budget.used() >= 2);
        assertArrayEquals(new byte[] {1, 2, 9, 2}, assembler.add(reused, true));
        assertEquals(0, budget.used());
        assertArrayEquals(new byte[0], assembler.add(bytes(), true));
        assertNull(assembler.add(bytes(), false));
        assertArrayEquals(new byte[] {3}, assembler.add(bytes(3), true));
        assertEquals(0, budget.used());
    }

    @Test
    void theLimitIsOfBytesAndForEachMessage() {
        MessageAssembler assembler = assembler(6, budget);
        assertEquals("\u4f60\u4f60", text(assembler.add("\u4f60\u4f60", true)));
        assertNull(assembler.add("\u4f60", false));
        assertEquals("\u4f60\u4f60", text(assembler.add("\u4f60", true)));
        assertNull(assembler.add("\u4f60", false));
        assertNull(assembler.add("\u4f60a", true));
        assertEquals(MessageAssembler.Excess.MESSAGE, assembler.excess());
        assertEquals(0, budget.used(), "given back at once");
    }

    @Test
    void aPairThatIsSplitCountsFourBytes() {
        MessageAssembler assembler = assembler(8, budget);
        assertNull(assembler.add(FACE + "\uD83D", false));
        assertNull(assembler.add("", false));
        assertEquals(FACE + FACE, text(assembler.add("\uDE00", true)));
        assertNull(assembler.add("aaaa\uD83D", false));
        assertNull(assembler.add("\uDE00a", true));
        assertEquals(MessageAssembler.Excess.MESSAGE, assembler.excess());
    }

    @Test
    void binaryAtAndAboveTheLimit() {
        MessageAssembler assembler = assembler(3, budget);
        assertNotNull(assembler.add(bytes(1, 2, 3), true));
        assertNull(assembler.add(bytes(1, 2), false));
        assertNotNull(assembler.add(bytes(3), true));
        assertNull(assembler.add(bytes(1, 2), false));
        assertNull(assembler.add(bytes(3, 4), false));
        assertEquals(MessageAssembler.Excess.MESSAGE, assembler.excess());
        assertEquals(0, budget.used());
        assertNull(assembler.add(bytes(1), true), "it gathers no more");
        assertNull(assembler.add("a", true));
    }

    @Test
    void whatAllGatherTogetherIsLimited() {
        MessageAssembler one = assembler(2_000, budget);
        MessageAssembler two = assembler(2_000, budget);
        assertNull(one.add("\u4f60".repeat(450), false));
        assertNull(one.excess());
        assertNull(two.add(ByteBuffer.allocate(101), false));
        assertEquals(MessageAssembler.Excess.TOTAL, two.excess());
        assertEquals(900, budget.used());
        assertEquals("\u4f60".repeat(460), text(one.add("\u4f60".repeat(10), true)));
        assertEquals(0, budget.used());
    }

    @Test
    void aSessionThatEndsInTheMiddleGivesAllBackOnce() {
        MessageAssembler assembler = assembler(1_000, budget);
        assertNull(assembler.add("abc", false));
        assembler.close();
        assembler.close();
        assertEquals(0, budget.used());
        assertNull(assembler.add("d", true));
        assertNull(assembler.add(bytes(1), true));
        assertNull(assembler.excess());
        assertEquals(0, budget.used());
    }

    @Test
    void aMessageThatStopsComingIsLate() {
        MessageAssembler assembler = assembler(1_000, budget);
        clock.addAndGet(1_000_000);
        assertNull(assembler.late(clock.get(), false), "none was begun");
        assertNull(assembler.add("a", false));
        clock.addAndGet(20_000);
        assertNull(assembler.late(clock.get(), false));
        assertNull(assembler.add("", false));
        clock.addAndGet(1);
        assertEquals(
                "a message was begun, and nothing came of it for 20 s",
                assembler.late(clock.get(), false),
                "an empty part is not a byte");
        assertNull(assembler.add("b", false));
        assertNull(assembler.late(clock.get(), false));
        assertEquals("abc", text(assembler.add("c", true)));
        clock.addAndGet(1_000_000);
        assertNull(assembler.late(clock.get(), false));
    }

    @Test
    void aMessageHasAMinuteAndASecondForEach32KiB() {
        for (int bytes : new int[] {1, 1 << 20}) {
            MessageAssembler assembler = new MessageAssembler(
                    16 << 20,
                    new AssemblyBudget(new Budget(0), new Budget(64 << 20)).open(Address.UNKNOWN),
                    clock::get);
            assertNull(assembler.add(ByteBuffer.allocate(bytes), false));
            long seconds = 60 + bytes / (32 << 10);
            for (int i = 0; i < seconds; i++) {
                assertNull(assembler.late(clock.get(), false), "after " + i + " s");
                clock.addAndGet(1_000);
                assertNull(assembler.add(bytes(1), false));
            }
            assertNull(assembler.late(clock.get(), false));
            clock.addAndGet(1);
            assertEquals("a message took too long to come", assembler.late(clock.get(), false));
        }
    }

    @Test
    void timeDoesNotCountWhileTheSenderIsNotRead() {
        MessageAssembler assembler = assembler(1_000, budget);
        assertNull(assembler.add("a", false));
        for (int i = 0; i < 100; i++) {
            clock.addAndGet(10_000);
            assertNull(assembler.late(clock.get(), true));
        }
        clock.addAndGet(20_000);
        assertNull(assembler.late(clock.get(), false));
        clock.addAndGet(1);
        assertNotNull(assembler.late(clock.get(), false));
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
            assertEquals(fits ? message : null, cut(message, assembler(limit, budget), random), message);
            byte[] binary = message.getBytes(StandardCharsets.UTF_8);
            assertArrayEquals(fits ? binary : null, cut(binary, assembler(limit, budget), random));
            assertEquals(0, budget.used());
        }
    }

    /** Of what it says beside the text nothing differs from what a look at it would say. */
    private static String text(WireText message) {
        if (message == null) {
            return null;
        }
        WireText looked = WireText.of(message.text());
        assertEquals(looked.length(), message.length());
        assertEquals(looked.heapBytes(), message.heapBytes());
        return message.text();
    }

    private static String cut(String message, MessageAssembler assembler, Random random) {
        int at = 0;
        while (random.nextInt(4) > 0) {
            int end = at + random.nextInt(message.length() - at + 1);
            assertNull(assembler.add(message.substring(at, end), false));
            at = end;
        }
        return text(assembler.add(message.substring(at), true));
    }

    private static byte[] cut(byte[] message, MessageAssembler assembler, Random random) {
        int at = 0;
        while (random.nextInt(4) > 0) {
            int end = at + random.nextInt(message.length - at + 1);
            assertNull(assembler.add(ByteBuffer.wrap(message, at, end - at), false));
            at = end;
        }
        return assembler.add(ByteBuffer.wrap(Arrays.copyOfRange(message, at, message.length)), true);
    }
}
