package dev.echolocate.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program, and a thread that takes all memory once something is said on the standard input. */
final class OutOfMemory {
    private OutOfMemory() {}

    public static void main(String[] arguments) {
        new Thread(() -> Main.run(Path.of("src/main/webapp"), stop -> {}, arguments), "program").start();
        new Thread(OutOfMemory::eat, "eater").start();
    }

    private static void eat() {
        try {
            if (System.in.read() >= 0) {
                List<long[]> kept = new ArrayList<>();
                while (true) {
                    kept.add(new long[1 << 10]);
                }
            }
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
