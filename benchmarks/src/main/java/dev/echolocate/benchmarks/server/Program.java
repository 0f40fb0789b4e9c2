package dev.echolocate.benchmarks.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A program of this machine that is asked something. */
final class Program {
    private Program() {}

    /** What it says; empty where it isn't there, or fails. */
    static String ask(String... command) {
        try {
            Process asked =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return asked.waitFor() == 0 ? answer.strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
