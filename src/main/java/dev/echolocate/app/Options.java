package dev.echolocate.app;

import dev.echolocate.base.Config;
import dev.echolocate.base.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line: one option per key of {@link Config}, {@code --help} and {@code --version}. */
final class Options {
    private static final String HELP = "--help";
    private static final String VERSION = "--version";

    private final CommandLine commandLine;

    Options() {
        CommandSpec spec = CommandSpec.create().name("java -jar echolocate.war");
        spec.version("Echolocate " + Version.text());
        spec.usageMessage()
                .description("Echo, broadcast, chat and live location over WebSocket.")
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .width(100)
                .footer(
                        "",
                        "Each of these can also be a system property, such as -Decholocate.port=80, or an environment"
                                + " variable, such as ECHOLOCATE_ECHO_MAX_MESSAGE=1m.",
                        "Exit status: 0 stopped or helped, 1 could not start, 2 wrong option or value, 3 could not go on.");
        spec.addOption(OptionSpec.builder("-h", HELP)
                .usageHelp(true)
                .description("Show this help.")
                .build());
        spec.addOption(OptionSpec.builder("-V", VERSION)
                .versionHelp(true)
                .description("Show the version.")
                .build());
        Keys.ALL.forEach(key -> spec.addOption(option(key)));
        commandLine = new CommandLine(spec).setExpandAtFiles(false);
    }

    /**
     * What the arguments say, by option name; with {@code --help} or {@code --version}, the text to print. Throws {@link
     * WrongOption} for everything else.
     */
    Parsed parse(String... args) throws WrongOption {
        try {
            CommandLine.ParseResult result = commandLine.parseArgs(args);
            if (result.isUsageHelpRequested()) {
                return new Parsed(Map.of(), commandLine.getUsageMessage());
            }
            if (result.isVersionHelpRequested()) {
                return new Parsed(
                        Map.of(), String.join("", commandLine.getCommandSpec().version()) + System.lineSeparator());
            }
            Map<String, String> values = new HashMap<>();
            for (OptionSpec option : result.matchedOptions()) {
                if (option.hidden()) {
                    // Not even its value is looked at.
                    values.put(option.longestName(), "");
                    continue;
                }
                values.put(option.longestName(), option.getValue());
            }
            return new Parsed(Map.copyOf(values), "");
        } catch (CommandLine.ParameterException e) {
            throw new WrongOption(oneLine(e));
        }
    }

    private static OptionSpec option(Key<?> key) {
        if (key.isSecret()) {
            // Known, so that the refusal can say where it goes.
            return OptionSpec.builder(key.option())
                    .type(String[].class)
                    .arity("0..1")
                    .hidden(true)
                    .build();
        }
        String byDefault = key.defaultText().isEmpty() ? "empty" : key.defaultText();
        String text = key.meaning().replace("`", "") + " Must be " + key.allowed() + ". Default: " + byDefault + ".";
        OptionSpec.Builder option = OptionSpec.builder(key.option())
                .type(String.class)
                .paramLabel("VALUE")
                .description(text.replace("%", "%%"));
        return (key.isFlag() ? option.arity("0..1").fallbackValue("true") : option).build();
    }

    private static String oneLine(CommandLine.ParameterException e) {
        String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong option");
        List<String> suggestions = e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream()
                        .filter(s -> s.startsWith("--"))
                        .limit(1)
                        .toList()
                : List.of();
        return problem + (suggestions.isEmpty() ? "" : ", did you mean " + suggestions.get(0) + "?")
                + " (--help lists all options)";
    }

    /**
     * @param values option name, such as {@code --port}, to its value
     * @param answer what to print instead of starting, or empty
     */
    record Parsed(Map<String, String> values, String answer) {}

    /** Arguments that cannot be understood; the message is one line. */
    static final class WrongOption extends Exception {
        WrongOption(String message) {
            super(message);
        }
    }
}
