package dev.echolocate.base;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A place that may hold values of keys, under names of its own.
 *
 * @param title what to call the place, e.g. {@code environment}
 * @param naming from a key's name to the name it has here
 * @param lookup from that name to its text, or null
 * @param visible whether other users of the machine can see what is written there
 */
public record Source(String title, UnaryOperator<String> naming, Lookup lookup, boolean visible) {
    /** From a name to its text, or null where it is not set. */
    @FunctionalInterface
    public interface Lookup {
        @Nullable
        String get(String name);
    }

    /** {@code --echo.max-message} */
    public static Source commandLine(Lookup lookup) {
        return new Source("command line", Source::option, lookup, true);
    }

    /** {@code echolocate.echo.max-message}; on Java's command line as a rule. */
    public static Source systemProperties(Lookup lookup) {
        return new Source("system property", Source::property, lookup, true);
    }

    /** {@code ECHOLOCATE_ECHO_MAX_MESSAGE} */
    public static Source environment(Lookup lookup) {
        return new Source("environment", Source::variable, lookup, false);
    }

    /** {@code echolocate.echo.max-message}, a {@code <context-param>} or what the container offers in its place. */
    public static Source contextParameters(Lookup lookup) {
        return new Source("context parameter", Source::property, lookup, false);
    }

    /** Whether a name looks like that of a system property or an environment variable of ours. */
    public static boolean isOurs(String name) {
        return name.startsWith(property("")) || name.startsWith(variable(""));
    }

    static String option(String key) {
        return "--" + key;
    }

    static String property(String key) {
        return "echolocate." + key;
    }

    static String variable(String key) {
        return "ECHOLOCATE_" + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    @Nullable
    String text(Key<?> key) {
        return lookup.get(naming.apply(key.name()));
    }

    /** For messages: the name that the operator wrote, and where. */
    String says(Key<?> key) {
        return title + " " + naming.apply(key.name());
    }
}
