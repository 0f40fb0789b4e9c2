package dev.echolocate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Makes wrong inputs of right ones, for a time: bytes flipped, cut, doubled, moved, and mixed with those of others. The
 * seed is printed; {@code -Dfuzz.seed=} repeats a run, {@code -Dfuzz.seconds=} lengthens it. An input that failed belongs
 * into the corpus, {@code src/test/resources/fuzz}.
 */
public final class Fuzz {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final int MAX_MUTATIONS = 8;
    private static final int MAX_LENGTH = 1 << 16;
    private static final byte[] ODD =
            "\0\t\n\r \"%&'+,-./:;<=>?@[\\]^`{|}~\u007f\u0080\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private final List<byte[]> corpus;
    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** What must take any input. */
    public interface Target {
        void take(byte[] input) throws Exception;
    }

    private Fuzz(List<byte[]> corpus) {
        this.corpus = corpus;
    }

    /** A corpus that a test has made. */
    public static Fuzz of(byte[]... corpus) {
        return new Fuzz(List.of(corpus));
    }

    /** A corpus of lines; {@code ~} is an end of line (RFC 9112 2.1). */
    public static Fuzz lines(String file) {
        return new Fuzz(read(file).stream()
                .map(line -> line.replace("~", "\r\n").getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** A corpus of lines as they are. */
    public static Fuzz texts(String file) {
        return new Fuzz(read(file).stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** A corpus of lines of hexadecimal digits. */
    public static Fuzz hex(String file) {
        return new Fuzz(read(file).stream().map(HexFormat.of()::parseHex).toList());
    }

    private static List<String> read(String file) {
        try {
            return Files.readAllLines(CORPUS.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** First the corpus as it is, then mutations of it until the time is over. */
    public void run(String what, int seconds, Target target) {
        Deadline end = Deadline.in(Duration.ofSeconds(Integer.getInteger("fuzz.seconds", seconds)));
        corpus.forEach(input -> take(what, input, target));
        long count = 0;
        while (!end.over()) {
            take(what, mutated(), target);
            count++;
        }
        System.out.println("fuzz " + what + ": " + count + " inputs, seed " + seed);
    }

    private void take(String what, byte[] input, Target target) {
        try {
            target.take(input);
        } catch (Exception | AssertionError | StackOverflowError e) {
            throw new AssertionError(
                    what + " failed with seed " + seed + " at "
                            + HexFormat.of().formatHex(input, 0, Math.min(input.length, 4096)) + ": " + e,
                    e);
        }
    }

    private byte[] mutated() {
        byte[] input = one().clone();
        for (int left = 1 + random.nextInt(MAX_MUTATIONS); left > 0; left--) {
            input = mutated(input);
        }
        return input.length <= MAX_LENGTH ? input : Arrays.copyOf(input, MAX_LENGTH);
    }

    private byte[] one() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] mutated(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = at + random.nextInt(input.length - at + 1);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(input);
            case 1 -> join(part(input, 0, at), part(input, to, input.length));
            case 2 -> join(part(input, 0, to), part(input, at, input.length));
            case 3 -> join(part(input, 0, at), new byte[] {(byte) random.nextInt(256)}, part(input, at, input.length));
            case 4 ->
                join(part(input, 0, at), new byte[] {ODD[random.nextInt(ODD.length)]}, part(input, at, input.length));
            case 5 -> join(part(input, 0, at), part(one(), 0, Integer.MAX_VALUE), part(input, at, input.length));
            case 6 -> join(part(input, 0, at), repeated(part(input, at, to)), part(input, to, input.length));
            default -> join(part(input, 0, at), number(), part(input, to, input.length));
        };
    }

    private byte[] flipped(byte[] input) {
        byte[] flipped = input.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] repeated(byte[] part) {
        byte[] all = {};
        for (int n = random.nextInt(20); n > 0 && all.length < MAX_LENGTH; n--) {
            all = join(all, part);
        }
        return all;
    }

    private byte[] number() {
        List<String> numbers = List.of(
                "0", "-1", "1e999", "NaN", "9223372036854775808", "2147483648", "0x10", "1.5e-400", "00", "\u0663");
        return numbers.get(random.nextInt(numbers.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] part(byte[] input, int from, int to) {
        return Arrays.copyOfRange(input, from, Math.min(to, input.length));
    }

    private static byte[] join(byte[]... parts) {
        List<byte[]> all = new ArrayList<>(List.of(parts));
        byte[] joined = new byte[all.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : all) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
