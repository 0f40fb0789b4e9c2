package dev.echolocate.benchmarks;

import dev.echolocate.benchmarks.server.Ours;
import dev.echolocate.benchmarks.server.Peers;
import dev.echolocate.benchmarks.server.Server;
import dev.echolocate.benchmarks.work.Work;
import dev.echolocate.benchmarks.work.Works;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The command line. What is wrong with it is an IllegalArgumentException, in words for who typed it. */
final class Options {
    static final String USAGE = """
            benchmarks/run [WORK...] [options]     all works, where none is named: %s
            benchmarks/run jmh [options of JMH]    functions of target/echolocate.war by themselves
              --ours [LABEL=]WAR   a WAR of Echolocate; may be given several times (target/echolocate.war)
              --jvm FLAGS          of the JVM that runs them, with blanks between
              --peers LIST         some of %s, or none (all)
              --rounds N           how often servers are started afresh (2)
              --repeats N          samples of each row in a round, the servers in turns (2)
              --seconds N          that a sample takes (3)
              --warmup N           seconds of processor time that a fresh server has before its samples (6)
              --people LIST        sizes of the tracker's room (10,100,300,1000)
              --watchers N         who watch 100 people (10000)
              --query QUERY        that readers of feeds ask for besides: items=lean
              --deflate            readers of feeds offer permessage-deflate
              --publish            writes the results into docs/benchmarks.md, and the charts beside it
            """.formatted(String.join(", ", Works.NAMES), String.join(", ", Peers.NAMES));

    private static final Set<String> FLAGS = Set.of("--deflate", "--publish");
    private static final Set<String> TEXTS = Set.of("--peers", "--query", "--jvm");

    private final Map<String, String> values = new HashMap<>(Map.ofEntries(
            Map.entry("--jvm", ""),
            Map.entry("--peers", String.join(",", Peers.NAMES)),
            Map.entry("--rounds", "2"),
            Map.entry("--repeats", "2"),
            Map.entry("--seconds", "3"),
            Map.entry("--warmup", "6"),
            Map.entry("--people", "10,100,300,1000"),
            Map.entry("--watchers", "10000"),
            Map.entry("--query", "")));
    private final Set<String> flags = new TreeSet<>();
    private final Set<String> names = new TreeSet<>();
    private final List<String> wars = new ArrayList<>();
    private final List<Server> servers = new ArrayList<>();

    /**
     * Reads it.
     *
     * @param here the folder that paths are relative to
     * @param project this project's folder
     */
    Options(List<String> arguments, Path here, Path project) {
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String word = words.next();
            if (Works.NAMES.contains(word)) {
                names.add(word);
            } else if (FLAGS.contains(word)) {
                flags.add(word);
            } else {
                must(word.equals("--ours") || values.containsKey(word), "unknown: " + word);
                must(words.hasNext(), word + " needs a value");
                take(word, words.next());
            }
        }
        if (wars.isEmpty()) {
            wars.add(project.resolveSibling("target/echolocate.war").toString());
        }
        wars.forEach(war -> servers.add(ours(war, here)));
        check();
        addPeers(value("--peers"), project.resolve("target"));
    }

    private void take(String word, String value) {
        if (word.equals("--ours")) {
            wars.add(value);
            return;
        }
        String form = word.equals("--people") ? "[1-9]\\d{0,3}(,[1-9]\\d{0,3})*" : "[1-9]\\d{0,4}";
        must(TEXTS.contains(word) || value.matches(form), word + " must be a number from 1 on, not " + value);
        values.put(word, value);
    }

    private Server ours(String war, Path here) {
        int equals = war.indexOf('=');
        List<String> jvm = Stream.of(value("--jvm").split(" "))
                .filter(flag -> !flag.isEmpty())
                .toList();
        return new Ours(equals < 0 ? "ours" : war.substring(0, equals), here.resolve(war.substring(equals + 1)), jvm);
    }

    private void check() {
        for (Server server : servers) {
            must(
                    server.missing().isEmpty(),
                    server.missing() + "; mvn -q -DskipTests package makes target/echolocate.war");
            must(server.label().matches("[\\w.-]+"), "a label is of letters, digits, _ . and -");
        }
        long labels = servers.stream().map(Server::label).distinct().count();
        must(labels == servers.size(), "each WAR needs a label of its own: --ours before=a.war --ours after=b.war");
    }

    private void addPeers(String peers, Path target) {
        for (String peer : peers.equals("none") ? List.<String>of() : List.of(peers.split(","))) {
            must(Peers.NAMES.contains(peer), "no such peer: " + peer);
            servers.add(Peers.of(peer, target.resolve("node")));
        }
    }

    private static void must(boolean expected, String otherwise) {
        if (!expected) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    List<Server> servers() {
        return servers;
    }

    List<Work> works() {
        List<Integer> people =
                Stream.of(value("--people").split(",")).map(Integer::valueOf).toList();
        return new Works(people, number("--watchers"), value("--query"), has("--deflate"))
                .all()
                .filter(work -> names.isEmpty() || names.contains(work.name()))
                .toList();
    }

    int number(String option) {
        return Integer.parseInt(value(option));
    }

    String value(String option) {
        return values.getOrDefault(option, "");
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }
}
