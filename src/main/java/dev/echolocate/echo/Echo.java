package dev.echolocate.echo;

import dev.echolocate.base.Query;
import dev.echolocate.base.Text;

/**
 * How one session is answered. Immutable.
 *
 * @param prefix what goes before each text; binary comes back as it was
 */
public record Echo(String prefix) {
    /** {@code prefix=}: another one; empty: text comes back as it was. */
    public static Echo of(Query query) {
        String prefix = query.get("prefix");
        return new Echo(prefix == null ? "echo: " : Text.repair(prefix));
    }

    public String reply(String text) {
        return prefix.isEmpty() ? text : prefix + text;
    }
}
