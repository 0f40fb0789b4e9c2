package dev.echolocate.testkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips browser tests where something is missing, and says so once. In CI (the variable {@code CI} is set) they run, and fail. */
final class BrowserCondition implements ExecutionCondition {
    private static final List<String> MISSING = Machine.missing();
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (MISSING.isEmpty() || System.getenv("CI") != null) {
            return ConditionEvaluationResult.enabled("");
        }
        String message = Machine.inWords(MISSING);
        if (SAID.compareAndSet(false, true)) {
            System.out.println(message + " They are skipped.");
        }
        return ConditionEvaluationResult.disabled(message);
    }
}
