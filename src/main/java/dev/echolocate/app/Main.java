package dev.echolocate.app;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Config;
import dev.echolocate.base.ConfigException;
import dev.echolocate.base.Source;
import dev.echolocate.embedded.ServerSettings;
import dev.echolocate.embedded.Watch;
import dev.echolocate.tls.Identity;
import dev.echolocate.tls.TlsException;
import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The command line. Ends with 0 when stopped or asked for help, 1 when it cannot start, 2 for a wrong option or value. */
public final class Main {
    private static final int OK = 0;
    private static final int CANNOT_START = 1;
    private static final int USAGE = 2;

    /** Closing the sessions takes 5 s at most (the application sees to that); this is for what nobody foresaw. */
    private static final int STOP_SECONDS = 8;

    /** Bytes of a thread's own direct buffer: above it, a write takes several calls. */
    private static final int MAX_DIRECT = 256 << 10;

    /** Held, because the logging framework forgets the levels of loggers that nobody holds. */
    private static final Logger ENGINE_LOG = Logger.getLogger("org.glassfish");

    private Main() {}

    /** For an IDE: the pages come from the source folder. The launcher calls {@link #run}. */
    public static void main(String[] args) {
        int status = run(
                Path.of("src", "main", "webapp"),
                stop -> Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop")),
                args);
        System.exit(status);
    }

    /**
     * Runs until the process ends, or returns an exit status where there is nothing to run.
     *
     * @param webRoot the pages
     * @param atShutdown receives what is to run when the process is told to end: it closes every session with 1001, stops
     *     the server, and returns within seconds, but for the setting {@code stop.drain}
     */
    public static int run(Path webRoot, Consumer<Runnable> atShutdown, String... args) {
        warnOfUnknownNames();
        Config config;
        try {
            Options.Parsed parsed = new Options().parse(args);
            if (!parsed.answer().isEmpty()) {
                System.out.print(parsed.answer());
                System.out.flush();
                return OK;
            }
            config = Keys.read(
                    Source.commandLine(parsed.values()::get),
                    Source.systemProperties(System::getProperty),
                    Source.environment(System::getenv));
        } catch (Options.WrongOption | ConfigException e) {
            System.err.println(e.getMessage());
            return USAGE;
        }
        oneLineEach();
        quietEngine();
        return serve(config, webRoot, atShutdown);
    }

    private static int serve(Config config, Path webRoot, Consumer<Runnable> atShutdown) {
        boundDirectMemory();
        Beforehand.load();
        Watch watch = Watch.ofThisProcess();
        Thread.setDefaultUncaughtExceptionHandler(watch);
        Standalone server;
        Reach reach;
        @Nullable Supplier<Identity> identity;
        try {
            reach = Reach.of(config.get(ServerSettings.HOST));
            identity = Certificates.of(config, reach);
            server = Standalone.start(config, webRoot, identity, watch);
        } catch (IOException | UnresolvedAddressException e) {
            watch.close();
            System.err.println(whyNot(config, e));
            return CANNOT_START;
        } catch (ConfigException e) {
            watch.close();
            System.err.println(e.getMessage());
            return USAGE;
        }
        atShutdown.accept(() -> {
            watch.close();
            stop(server);
        });
        greet(config, reach, identity == null ? null : identity.get(), server.port());
        return untilTheProcessEnds();
    }

    private static void greet(Config config, Reach reach, @Nullable Identity identity, int port) {
        Greeting greeting =
                new Greeting(identity == null ? "http" : "https", reach, port, config.get(ServerSettings.CONTEXT_PATH));
        boolean selfSigned = config.get(Certificates.SELF_SIGNED);
        List<String> lines = new ArrayList<>(greeting.lines());
        if (identity != null) {
            lines.addAll(greeting.certificate(identity.fingerprint(), selfSigned));
        }
        if (selfSigned || identity == null) {
            lines.addAll(greeting.phones(Terminal.showsBlocks(), Terminal.obeys()));
        }
        lines.add(config.capacity().says(config));
        lines.forEach(System.out::println);
        System.out.flush();
        if (!config.get(Budget.LIMITS)) {
            System.err.println("Warning: limits=off: ONE CLIENT CAN LOCK ALL OTHERS OUT. This is for benchmarks only.");
        }
        config.capacity().warnings(config).forEach(warning -> System.err.println("Warning: " + warning));
    }

    /** Each thread keeps a buffer outside of the heap, as large as its largest write or read. */
    private static void boundDirectMemory() {
        String most = Integer.toString(MAX_DIRECT);
        for (String name : List.of(
                "jdk.nio.maxCachedBufferSize",
                "org.glassfish.grizzly.nio.transport.TCPNIOTransport.max-send-buffer-size")) {
            if (System.getProperty(name) == null) {
                System.setProperty(name, most);
            }
        }
    }

    private static int untilTheProcessEnds() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return OK;
    }

    /** On a thread of its own, so that something stuck doesn't keep the process. */
    private static void stop(Standalone server) {
        Thread closing = new Thread(server::close, "closing");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(
                    TimeUnit.SECONDS.toMillis(STOP_SECONDS) + server.drains().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
    }

    /** One line. */
    static String whyNot(Config config, Exception e) {
        if (e instanceof TlsException) {
            return String.valueOf(e.getMessage());
        }
        String where = config.get(ServerSettings.HOST) + ", port " + config.get(ServerSettings.PORT);
        @Nullable Throwable bind = e;
        while (bind != null && !(bind instanceof BindException)) {
            bind = bind.getCause();
        }
        String reason = String.valueOf((bind == null ? e : bind).getMessage())
                .lines()
                .findFirst()
                .orElse("");
        String lower = reason.toLowerCase(Locale.ROOT);
        if (bind != null && lower.contains("in use")) {
            return "Port " + config.get(ServerSettings.PORT) + " on " + config.get(ServerSettings.HOST)
                    + " is taken: stop what listens there, or let the system pick a free port with --port 0";
        }
        if (e instanceof UnknownHostException || e instanceof UnresolvedAddressException) {
            return "--host " + config.get(ServerSettings.HOST) + " is not known here";
        }
        if (lower.contains("cannot assign") || lower.contains("can't assign")) {
            return "--host " + config.get(ServerSettings.HOST) + " is not an address of this machine";
        }
        if (lower.contains("permission denied")) {
            return "Port " + config.get(ServerSettings.PORT)
                    + " needs more rights than this process has: try a port above 1023, or --port 0";
        }
        return "Cannot listen on " + where + ": " + reason;
    }

    /** A misspelt name would otherwise be ignored in silence. */
    private static void warnOfUnknownNames() {
        List<String> names = new ArrayList<>(System.getProperties().stringPropertyNames());
        names.addAll(System.getenv().keySet());
        Keys.unknown(names).forEach(name -> System.err.println("Warning: " + name + " is not a known setting"));
    }

    /** A line for each entry, where the operator hasn't set anything else. Before the first entry. */
    private static void oneLineEach() {
        String name = "java.util.logging.SimpleFormatter.format";
        if (System.getProperty(name) == null && !configuresLogging()) {
            System.setProperty(name, "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        }
    }

    private static boolean configuresLogging() {
        return System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null;
    }

    /** The engine's start-up notes would bury ours. Who wants them configures logging. */
    private static void quietEngine() {
        if (!configuresLogging()) {
            ENGINE_LOG.setLevel(Level.WARNING);
        }
    }
}
