package dev.echolocate.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's {@code metrics} say, read as the format wants it (Prometheus text format 0.0.4), and no less strictly: each
 * sample belongs to a family that has a HELP and a TYPE before it. Immutable.
 */
public final class Figures {
    private static final Pattern META = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\.)*)\"(?:,|$)");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");

    private final Map<String, String> helps = new TreeMap<>();
    private final Map<String, String> types = new TreeMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Map<String, Set<String>> labels = new TreeMap<>();

    private Figures() {}

    /** Asks for them. */
    public static Figures of(Server server) {
        Response answer = Http.get(server, "/metrics");
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + ": " + answer.text());
        }
        return parse(answer.text());
    }

    /** Fails where it is not as it should be. */
    public static Figures parse(String text) {
        Figures figures = new Figures();
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line must end, too");
        }
        text.lines().forEach(figures::line);
        return figures;
    }

    private void line(String line) {
        Matcher meta = META.matcher(line);
        if (meta.matches()) {
            Map<String, String> kind = meta.group(1).equals("HELP") ? helps : types;
            if (kind.put(meta.group(2), meta.group(3)) != null) {
                throw new AssertionError("twice: " + line);
            }
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("neither meta nor a sample: " + line);
        }
        String family = family(sample.group(1));
        if (!TYPES.contains(types.get(family)) || !helps.containsKey(family)) {
            throw new AssertionError("no TYPE or HELP before: " + line);
        }
        Map<String, String> read = labels(sample.group(2) == null ? "" : sample.group(2));
        read.forEach((name, value) ->
                labels.computeIfAbsent(name, any -> new java.util.TreeSet<>()).add(value));
        String value = sample.group(3).replace("+Inf", "Infinity");
        if (samples.put(sample.group(1) + read, Double.parseDouble(value)) != null) {
            throw new AssertionError("twice: " + line);
        }
    }

    private String family(String name) {
        String bare = name.replaceFirst("_(bucket|sum|count)$", "");
        return types.containsKey(name) ? name : bare;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> read = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find() && label.start() == end) {
            read.put(label.group(1), label.group(2));
            end = label.end();
        }
        if (end != text.length()) {
            throw new AssertionError("bad labels: " + text);
        }
        return read;
    }

    /** One sample, by its labels: {@code "name", "value"} and so on. Fails where there is none. */
    public double get(String name, String... labels) {
        Map<String, String> key = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            key.put(labels[i], labels[i + 1]);
        }
        Double value = samples.get(name + key);
        if (value == null) {
            throw new AssertionError("no " + name + key + " among " + samples.keySet());
        }
        return value;
    }

    /** The TYPE of each family. */
    public Map<String, String> types() {
        return Map.copyOf(types);
    }

    /** All values of each label. */
    public Map<String, Set<String>> labels() {
        return Map.copyOf(labels);
    }
}
