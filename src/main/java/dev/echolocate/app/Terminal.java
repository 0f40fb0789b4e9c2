package dev.echolocate.app;

import java.io.Console;
import java.nio.charset.Charset;

/** What can be shown where the standard output goes. */
final class Terminal {
    private Terminal() {}

    /** Whether its encoding has half blocks. */
    static boolean showsBlocks() {
        String encoding = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        Charset charset = !encoding.isEmpty() && Charset.isSupported(encoding)
                ? Charset.forName(encoding)
                : Charset.defaultCharset();
        return charset.newEncoder().canEncode('\u2588');
    }

    /** Whether it is a terminal, and takes orders such as for colours. */
    @SuppressWarnings("SystemConsoleNull") // since Java 22 it never is null, and can tell
    static boolean obeys() {
        Console console = System.console();
        String kind = System.getenv("TERM");
        if (console == null || kind == null || kind.equals("dumb")) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // up to Java 21, a console is a terminal
        }
    }
}
