package dev.echolocate.launch;

/** Runs the WAR by itself. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        System.out.println("not yet");
    }
}
