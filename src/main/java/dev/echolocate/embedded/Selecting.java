package dev.echolocate.embedded;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.nio.DefaultSelectorHandler;
import org.glassfish.grizzly.nio.SelectorRunner;

/**
 * What runs on the selectors' threads: each gives a sign of life at least every two seconds, and before whatever it does, so
 * that one with much to do is not taken for dead; and it tells what it failed with.
 */
final class Selecting extends DefaultSelectorHandler {
    private static final long AT_MOST_SECONDS = 2;

    private final Map<SelectorRunner, AtomicBoolean> signs = new ConcurrentHashMap<>();
    private final Consumer<Throwable> failures;

    /** @param failures is told what a task threw, and must not throw itself */
    Selecting(Consumer<Throwable> failures) {
        super(AT_MOST_SECONDS, TimeUnit.SECONDS);
        this.failures = failures;
    }

    @Override
    public boolean preSelect(SelectorRunner runner) throws IOException {
        signs.computeIfAbsent(runner, made -> new AtomicBoolean());
        sign(runner);
        return super.preSelect(runner);
    }

    /** A selector is about to do something; on its thread. */
    void sign(SelectorRunner runner) {
        AtomicBoolean sign = signs.get(runner);
        if (sign != null && !sign.getPlain()) {
            sign.set(true);
        }
    }

    /** Whether all selectors gave a sign since this was asked before. For one thread. */
    boolean alive() {
        boolean all = true;
        for (AtomicBoolean sign : signs.values()) {
            all &= sign.get();
        }
        if (all) {
            signs.values().forEach(sign -> sign.set(false));
        }
        return all;
    }

    @Override
    public void execute(SelectorRunner runner, Task task, CompletionHandler<Task> done) {
        super.execute(runner, telling(runner, task), done);
    }

    @Override
    public void enque(SelectorRunner runner, Task task, CompletionHandler<Task> done) {
        super.enque(runner, telling(runner, task), done);
    }

    /** Grizzly swallows errors. */
    private Task telling(SelectorRunner runner, Task task) {
        return () -> {
            sign(runner);
            try {
                return task.run();
            } catch (Error e) {
                failures.accept(e);
                throw e;
            }
        };
    }
}
