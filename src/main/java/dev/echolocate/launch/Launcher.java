package dev.echolocate.launch;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the WAR by itself: {@code java -jar echolocate.war}. It unpacks the WAR into a private temporary folder, runs the
 * command line with that folder's classes and libraries, and deletes the folder at the end.
 */
public final class Launcher {
    private static final String MAIN = "dev.echolocate.app.Main";
    private static final long START_SECONDS = 5;
    private static final int CANNOT_START = 1;

    private final Exploded exploded = new Exploded();

    /** Zero once the application runs or won't. */
    private final CountDownLatch starting = new CountDownLatch(1);

    /** What the application wants to be done when the process is told to end. */
    private volatile Runnable stop = () -> {};

    private Launcher() {}

    public static void main(String[] args) throws Exception {
        Path war = war();
        if (!Files.isRegularFile(war)) {
            System.err.println("This class runs from the WAR: java -jar echolocate.war");
            System.exit(1);
        }
        chooseLogs();
        System.exit(new Launcher().run(war, args));
    }

    /** Before anything is logged, and not in {@link Logs}: there it would be too late. The operator's choice stays. */
    private static void chooseLogs() {
        String setting = "java.util.logging.manager";
        if (System.getProperty(setting) == null) {
            System.setProperty(setting, Logs.class.getName());
        }
    }

    private int run(Path war, String[] args) throws Exception {
        // Everything that must happen in order at the end happens in this one hook; hooks run side by side.
        Thread hook = new Thread(this::end, "end");
        Runtime.getRuntime().addShutdownHook(hook);
        try (URLClassLoader loader = unpacked(war)) {
            return loader == null ? CANNOT_START : application(loader, args);
        } finally {
            // It would say that all went well, whatever is the matter.
            forget(hook);
            starting.countDown();
            exploded.delete();
        }
    }

    /** Null, and a line that says why, where there is no room for it. */
    private @Nullable URLClassLoader unpacked(Path war) {
        try {
            return exploded.unpack(war);
        } catch (IOException e) {
            System.err.println("The WAR cannot be unpacked into " + System.getProperty("java.io.tmpdir") + " (" + why(e)
                    + "). It needs 12 MB there; for another folder: java -Djava.io.tmpdir=/a/folder -jar " + war);
            return null;
        }
    }

    private static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such folder";
        }
        if (e instanceof AccessDeniedException) {
            return "no right to write there";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? e.toString() : reason;
    }

    private int application(URLClassLoader loader, String[] args) throws Exception {
        Thread.currentThread().setContextClassLoader(loader);
        Method run = loader.loadClass(MAIN).getMethod("run", Path.class, Consumer.class, String[].class);
        Consumer<Runnable> atShutdown = action -> {
            stop = action;
            Logs.keep();
            starting.countDown();
        };
        try {
            return (int) run.invoke(null, exploded.root(), atShutdown, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already, and System.exit will wait for it.
        }
    }

    /** To be told to end is no failure, so the status is 0; the JVM's own would be 128 + the signal's number. */
    private void end() {
        try {
            // Whoever is told to end while starting would otherwise miss the classes that are deleted here.
            var unused = starting.await(START_SECONDS, TimeUnit.SECONDS);
            stop.run();
            Logs.close();
            exploded.delete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    private static Path war() throws URISyntaxException, IOException {
        return Path.of(Launcher.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toRealPath();
    }
}
