package dev.echolocate.base;

/** A value that cannot be used. The message is one line for the operator: key, value, where it came from, what is allowed. */
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        // No trace: containers print it, and bury the line under it.
        super(message, null, false, false);
    }
}
