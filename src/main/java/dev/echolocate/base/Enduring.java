package dev.echolocate.base;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that survive what they throw: those that run again and again, where a run that throws would be the last one, and those
 * that others come after. It is logged. Where the virtual machine itself fails ({@link VirtualMachineError}, such as no memory
 * left), the thread's {@link Thread.UncaughtExceptionHandler} is told first, as if the thread had ended.
 */
public final class Enduring {
    private static final Logger LOG = System.getLogger(Enduring.class.getName());

    /** As deep as a failure is looked into. */
    private static final int CAUSES = 8;

    private Enduring() {}

    /**
     * The task as one that never throws.
     *
     * @param what it is, for the log: "a sweep"
     */
    public static Runnable task(String what, Runnable task) {
        return () -> run(what, task);
    }

    /** Runs the task now. */
    public static void run(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            survived(LOG, what + " failed", e);
        }
    }

    /** A stage that nobody waits for: what it fails with would be known to nobody. */
    public static void stage(String what, CompletionStage<?> stage) {
        var unused = stage.whenComplete((done, failure) -> {
            if (failure != null) {
                survived(LOG, what + " failed", failure);
            }
        });
    }

    /** Tells whoever watches this thread, where the virtual machine itself has failed, or that is why this failed. */
    public static void tell(Throwable e) {
        @Nullable Throwable cause = e;
        for (int i = 0; cause != null && i < CAUSES; i++) {
            if (cause instanceof VirtualMachineError) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, cause);
                return;
            }
            cause = cause.getCause();
        }
    }

    /** Somebody has caught this, and goes on. */
    public static void survived(Logger log, String what, Throwable e) {
        tell(e);
        log.log(Level.WARNING, what, e);
    }
}
