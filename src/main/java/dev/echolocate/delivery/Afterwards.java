package dev.echolocate.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is to be done once something is over, each once; at once where it is. Thread-safe. */
public final class Afterwards {
    private final List<Runnable> actions = new ArrayList<>(2);
    private boolean over;

    /** Runs it when it is over; at once where it is over already. */
    public void add(Runnable action) {
        synchronized (this) {
            if (!over) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** It is over now. */
    public void run(Consumer<Runnable> how) {
        List<Runnable> all;
        synchronized (this) {
            over = true;
            all = List.copyOf(actions);
            actions.clear();
        }
        all.forEach(how);
    }
}
