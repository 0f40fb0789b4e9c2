package dev.echolocate.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameStreamTest {
    /** However the bytes come in, the frames are those that are found in all of them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 5000})
    void theFramesAreTheSameInWhateverPieces(int most) {
        Random random = new Random(most);
        for (int run = 0; run < 50; run++) {
            byte[] all = frames(random);
            FrameStream stream = new FrameStream(MessageRules.ofOneSide());
            List<FrameStream.Found> found = new ArrayList<>();
            for (int at = 0; at < all.length; ) {
                int count = Math.min(all.length - at, 1 + random.nextInt(most));
                stream.add(Arrays.copyOfRange(all, at, at + count), count);
                at += count;
                FrameStream.Found next;
                while ((next = stream.next()) != null) {
                    found.add(next);
                }
            }
            assertNull(stream.rest());
            List<DecodedFrame> whole = FrameDecoder.decode(all);
            assertEquals(whole.size(), found.size());
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            for (int i = 0; i < whole.size(); i++) {
                DecodedFrame frame = found.get(i).frame();
                assertEquals(whole.get(i).payload(), frame.payload());
                assertEquals(whole.get(i).opcode(), frame.opcode());
                // That the last message is unfinished is said of the whole only.
                assertEquals(
                        rules(whole.get(i)).stream()
                                .filter(rule -> rule != Rule.UNFINISHED_MESSAGE)
                                .toList(),
                        rules(frame));
                told.writeBytes(found.get(i).bytes().array());
            }
            assertEquals(Bytes.of(all), Bytes.of(told.toByteArray()));
        }
    }

    private static List<Rule> rules(DecodedFrame frame) {
        return frame.faults().stream().map(Fault::rule).toList();
    }

    private static byte[] frames(Random random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            byte[] payload = new byte[random.nextInt(random.nextBoolean() ? 130 : 1000)];
            random.nextBytes(payload);
            all.writeBytes(new WireFrame(
                            random.nextBoolean(),
                            random.nextInt(8),
                            random.nextInt(16),
                            random.nextBoolean() ? MaskingKey.fresh() : null,
                            Bytes.of(payload))
                    .bytes());
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"827e4001", "827f0000000000004001", "82ff8000000000000000", "827fffffffffffffffff"})
    void aFrameTooLongIsSeenByItsHeader(String hex) throws Exception {
        byte[] header = Bytes.hex(hex).array();
        FrameStream stream = new FrameStream(MessageRules.ofOneSide());
        stream.add(header, header.length - 1);
        assertFalse(stream.tooLong());
        FrameStream whole = new FrameStream(MessageRules.ofOneSide());
        whole.add(header, header.length);
        assertTrue(whole.tooLong());
        assertNull(whole.next());
    }
}
