package dev.echolocate.benchmarks;

import dev.echolocate.benchmarks.server.Nchan;
import dev.echolocate.benchmarks.server.Netty;
import dev.echolocate.benchmarks.server.Ours;
import dev.echolocate.benchmarks.server.Server;
import dev.echolocate.benchmarks.work.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The command line. What is wrong with it is an IllegalArgumentException, in words for who typed it. */
final class Options {
    static final String USAGE = """
            benchmarks/run [echo] [broadcast] [tracker] [options]     all three, where none is named
              --ours [LABEL=]WAR   a WAR of Echolocate; may be given several times (target/echolocate.war)
              --peers LIST         netty, nchan, netty,nchan or none (netty,nchan)
              --rounds N           how often servers are started afresh (3)
              --repeats N          samples of each row in a round, the servers in turns (3)
              --seconds N          that a sample takes (5)
              --warmup N           seconds of processor time that a fresh server has before its samples (10)
              --people N           in the tracker's room (300)
            """;

    private final Map<String, String> values = new HashMap<>(Map.of(
            "--peers",
            "netty,nchan",
            "--rounds",
            "3",
            "--repeats",
            "3",
            "--seconds",
            "5",
            "--warmup",
            "10",
            "--people",
            "300"));
    private final List<String> services = new ArrayList<>();
    private final List<Server> servers = new ArrayList<>();

    /**
     * Reads it.
     *
     * @param here the folder that paths are relative to
     */
    Options(List<String> arguments, Path here, Path built) {
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String word = words.next();
            if (List.of("echo", "broadcast", "tracker").contains(word)) {
                services.add(word);
                continue;
            }
            boolean ours = word.equals("--ours");
            must(ours || values.containsKey(word), "unknown: " + word);
            must(words.hasNext(), word + " needs a value");
            String value = words.next();
            if (ours) {
                int equals = value.indexOf('=');
                servers.add(new Ours(
                        equals < 0 ? "ours" : value.substring(0, equals), here.resolve(value.substring(equals + 1))));
            } else {
                must(
                        word.equals("--peers") || value.matches("[1-9]\\d{0,3}"),
                        word + " must be from 1 to 9999, not " + value);
                values.put(word, value);
            }
        }
        if (servers.isEmpty()) {
            servers.add(new Ours("ours", built));
        }
        check();
        addPeers(values.getOrDefault("--peers", ""));
    }

    private void check() {
        for (Server server : servers) {
            must(
                    server.installed(),
                    server.label() + " cannot be read; mvn -q -DskipTests package makes target/echolocate.war");
            must(server.label().matches("[\\w.-]+"), "a label is of letters, digits, _ . and -");
        }
        long labels = servers.stream().map(Server::label).distinct().count();
        must(labels == servers.size(), "each WAR needs a label of its own: --ours before=a.war --ours after=b.war");
    }

    private void addPeers(String peers) {
        Map<String, Server> known = Map.of("netty", new Netty(), "nchan", new Nchan());
        for (String peer : peers.equals("none") ? List.<String>of() : List.of(peers.split(",", -1))) {
            must(known.containsKey(peer), "no such peer: " + peer);
            servers.add(known.get(peer));
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
        Predicate<Work> asked = work -> services.isEmpty() || services.contains(work.service());
        return Work.all(number("--people")).filter(asked).toList();
    }

    int number(String option) {
        return Integer.parseInt(values.getOrDefault(option, ""));
    }
}
