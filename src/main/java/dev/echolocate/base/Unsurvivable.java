package dev.echolocate.base;

/** What nobody can go on from. */
public final class Unsurvivable {
    private Unsurvivable() {}

    /**
     * Where an error would be swallowed: tells whoever watches this process, if somebody does, as of a thread that ends with
     * it.
     */
    public static void tell(Throwable error) {
        Thread.UncaughtExceptionHandler watching = Thread.getDefaultUncaughtExceptionHandler();
        if (error instanceof VirtualMachineError && watching != null) {
            watching.uncaughtException(Thread.currentThread(), error);
        }
    }
}
