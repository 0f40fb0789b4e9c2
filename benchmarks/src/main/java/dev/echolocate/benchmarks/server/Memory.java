package dev.echolocate.benchmarks.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server holds, in bytes.
 *
 * @param heap what is alive of a JVM's heap, after a garbage collection; NaN where it is no JVM
 * @param outside direct buffers and the like, which a JVM that tracks native memory calls "Other"; NaN where it doesn't
 * @param resident in all, of the machine's memory
 */
public record Memory(double heap, double outside, double resident) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");

    /** Looks, after two collections: what the first one finds dead is given back meanwhile. */
    public static Memory of(Running server) throws InterruptedException {
        jcmd(server, "GC.run");
        Thread.sleep(300);
        double heap = number(TOTAL, jcmd(server, "GC.class_histogram"));
        double outside = 1_024 * number(OTHER, jcmd(server, "VM.native_memory", "summary", "scale=KB"));
        return new Memory(heap, outside, server.resident());
    }

    private static String jcmd(Running server, String... words) {
        if (server.jvm().isEmpty()) {
            return "";
        }
        String[] command = new String[words.length + 2];
        command[0] = Jvm.program("jcmd");
        command[1] = Long.toString(server.jvm().getAsLong());
        System.arraycopy(words, 0, command, 2, words.length);
        return Program.ask(command);
    }

    private static double number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
    }
}
