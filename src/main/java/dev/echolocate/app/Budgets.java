package dev.echolocate.app;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Cap;
import dev.echolocate.base.Config;
import dev.echolocate.base.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The budgets that settings set, each with a share for each address, unless the operator wants none. Thread-safe. */
final class Budgets {
    private final Config config;
    private final boolean shares;
    private final List<Cap> made = new CopyOnWriteArrayList<>();

    Budgets(Config config, boolean shares) {
        this.config = config;
        this.shares = shares;
    }

    /** Makes the one that this setting sets. Call it once for each. */
    Budget of(Key<? extends Number> setting) {
        Budget budget = new Budget(config.get(setting).longValue(), shares);
        made.add(Cap.of(setting.name(), budget));
        return budget;
    }

    /** All that were made. */
    List<Cap> caps() {
        return new ArrayList<>(made);
    }
}
