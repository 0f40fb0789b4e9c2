package dev.echolocate.base;

import java.nio.file.Path;

/** Writes {@code docs/configuration.md} from what {@link Config} declares. */
final class ConfigurationDoc {
    static final Path FILE = Path.of("docs", "configuration.md");

    private static final String INTRODUCTION = """
            # Configuration

            <!-- Generated from Config.java; ConfigurationDocTest says how. Edits here are lost. -->

            Nothing has to be configured. What is, is looked up in this order; the first place that has a value decides:

            1. the command line: `--echo.max-message 1m` (only without a container)
            2. a system property: `-Decholocate.echo.max-message=1m`
            3. the environment: `ECHOLOCATE_ECHO_MAX_MESSAGE=1m`
            4. a servlet context parameter: `echolocate.echo.max-message` (only in a container, e.g. `<Parameter>` in
               Tomcat's context file)
            5. the default

            Every value is checked at the start. One that is not allowed stops the start with a line that names the key,
            the value, where it came from and what is allowed. A property or variable of ours that is not a key, such as
            `ECHOLOCATE_PROT`, is warned of when run without a container.

            A secret, such as `tls-password`, is refused on the command line and as a system property, because every user of
            the machine can read those. No message repeats it.

            How values are written:

            - bytes: a number, or one with `k`, `m` or `g` (1024, 1024², 1024³): `65536`, `64k`, `1m`
            - durations: a number with `ms`, `s`, `m` or `h`: `500ms`, `20s`, `2m`
            - lists: separated by commas
            - true or false: as such; on the command line, the name alone means `true`

            "A quarter of the heap" is a quarter of what the JVM may use at most (`-Xmx`).

            ## Keys
            """;

    private ConfigurationDoc() {}

    static String text() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        for (Key<?> key : Config.keys()) {
            String byDefault = key.defaultText().isEmpty() ? "empty" : inCode(key.defaultText());
            text.append("\n### ").append(key.name()).append("\n\n");
            text.append(key.meaning()).append("\n\n");
            text.append("- Must be ").append(key.allowed()).append('\n');
            text.append("- Default: ").append(byDefault).append('\n');
            if (key.isSecret()) {
                text.append("- Secret: `").append(key.variable()).append("` in the environment only\n");
                continue;
            }
            text.append("- `").append(key.option()).append("`, `");
            text.append(key.property()).append("`, `").append(key.variable()).append("`\n");
        }
        return text.toString();
    }

    private static String inCode(String byDefault) {
        return byDefault.contains(" ") ? byDefault : "`" + byDefault + "`";
    }
}
