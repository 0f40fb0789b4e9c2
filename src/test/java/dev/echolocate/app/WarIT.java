package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.TrustingTls;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The WAR as a person runs it: {@code java -jar}, in a process of its own. */
@Timeout(60)
class WarIT {
    private static final Path WAR = Path.of(System.getProperty("war"));
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** The process's temporary folder, so that what it leaves behind is seen. */
    @TempDir
    Path temp;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void fiveLinesThenPagesThenATidyEnd() throws Exception {
        Process process = start("--port", "0");
        BufferedReader out = process.inputReader();
        List<String> lines = List.of(out.readLine(), out.readLine(), out.readLine(), out.readLine(), out.readLine());
        URI base = base(lines.get(0));
        assertTrue(base.getPort() > 0, lines.get(0));
        assertTrue(lines.get(1).contains("twice"), lines.get(1));
        assertTrue(lines.get(2).contains("--host 0.0.0.0"), lines.get(2));
        assertTrue(lines.get(3).contains("Ctrl+C"), lines.get(3));
        assertTrue(lines.get(4).startsWith("Room for "), lines.get(4));

        assertEquals(200, status(base.resolve("/")));
        assertEquals(404, status(base.resolve("/WEB-INF/web.xml")));
        assertEquals(404, status(base.resolve("/WEB-INF/lib-provided/")));
        assertEquals(404, status(base.resolve("/META-INF/MANIFEST.MF")));
        assertEquals(404, status(base.resolve("/dev/echolocate/launch/Launcher.class")));

        terminate(process);
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        assertEquals("", rest(out), "more than five lines");
        assertEquals("", rest(process.errorReader()));
        assertNothingIsLeft();
    }

    @Test
    void sessionsAreClosedWith1001() throws Exception {
        Process process = start("--port", "0", "--context-path", "/live");
        URI base = base(process.inputReader().readLine());
        URI echo = URI.create("ws://localhost:" + base.getPort() + "/live/echo");
        Heard heard = new Heard();
        WebSocket socket = CLIENT.newWebSocketBuilder().buildAsync(echo, heard).get(10, TimeUnit.SECONDS);
        socket.sendText("up", true);
        assertEquals("echo: up", heard.text.get(10, TimeUnit.SECONDS));

        terminate(process);
        assertEquals(1001, heard.code.get(10, TimeUnit.SECONDS));
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        assertNothingIsLeft();
    }

    @Test
    void theFolderIsForItsOwnerOnly() throws Exception {
        Process process = start("--port", "0");
        process.inputReader().readLine();
        try (Stream<Path> folders = Files.list(temp)) {
            Path folder = folders.filter(f -> f.getFileName().toString().startsWith("echolocate-"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
    }

    @Test
    void aSelfSignedCertificateIsToldOfServedAndKept() throws Exception {
        String first = fingerprintOfARunSelfSigned();
        assertEquals(first, fingerprintOfARunSelfSigned());
        Path kept = temp.resolve("state/echolocate/password.txt");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
    }

    /** Starts, looks at a page and at an echo over TLS, compares the certificates, and stops. */
    private String fingerprintOfARunSelfSigned() throws Exception {
        ProcessBuilder builder = builder("--self-signed", "--port", "0");
        builder.environment().put("XDG_STATE_HOME", temp.resolve("state").toString());
        Process process = start(builder);
        BufferedReader out = process.inputReader();
        URI base = base(out.readLine());
        assertEquals("https", base.getScheme());
        out.readLine();
        out.readLine();
        out.readLine();
        String told = out.readLine();
        assertTrue(told.startsWith("Certificate: SHA-256 "), told);
        assertTrue(out.readLine().contains("self-signed"));

        HttpClient trusting =
                HttpClient.newBuilder().sslContext(TrustingTls.context()).build();
        HttpResponse<Void> page =
                trusting.send(HttpRequest.newBuilder(base.resolve("/")).build(), BodyHandlers.discarding());
        assertEquals(200, page.statusCode());
        Certificate served = page.sslSession().orElseThrow().getPeerCertificates()[0];
        String fingerprint = HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(served.getEncoded()));
        assertEquals("Certificate: SHA-256 " + fingerprint, told);

        Heard heard = new Heard();
        WebSocket socket = trusting.newWebSocketBuilder()
                .buildAsync(URI.create("wss://localhost:" + base.getPort() + "/echo"), heard)
                .get(10, TimeUnit.SECONDS);
        socket.sendText("safe", true);
        assertEquals("echo: safe", heard.text.get(10, TimeUnit.SECONDS));

        terminate(process);
        assertEquals(1001, heard.code.get(10, TimeUnit.SECONDS));
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        String room = rest(out);
        assertTrue(room.startsWith("Room for ") && room.lines().count() == 1, "no address for phones: " + room);
        assertEquals("", rest(process.errorReader()));
        assertNothingIsLeft();
        return fingerprint;
    }

    @Test
    void aPasswordOnTheCommandLineIsRefusedAndNotRepeated() throws Exception {
        String error = endsWith(2, "--tls-keystore", "a.p12", "--tls-password", "hunter2");
        assertTrue(error.startsWith("tls-password (command line --tls-password)"), error);
        assertTrue(error.contains("ECHOLOCATE_TLS_PASSWORD") && !error.contains("hunter2"), error);
    }

    @Test
    void aKeyStoreThatIsNotThereIsOneLine() throws Exception {
        String error = endsWith(1, "--tls-keystore", temp.resolve("none.p12").toString(), "--port", "0");
        assertTrue(error.contains("none.p12 is not there"), error);
    }

    /** As where the disk is full; status 0 would mean that nobody need start it again. */
    @Test
    void aFolderThatItCannotBeUnpackedIntoIsOneLine() throws Exception {
        ProcessBuilder builder = builder("--port", "0");
        Path none = temp.resolve("none");
        builder.command().set(1, "-Djava.io.tmpdir=" + none);
        Process process = start(builder);
        String error = rest(process.errorReader());
        assertEquals(1, process.waitFor(), error);
        assertEquals(1, error.lines().count(), error);
        assertTrue(error.contains(none + " (there is no such folder)"), error);
    }

    @Test
    void aTakenPortIsOneLineThatSuggestsPortZero() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            String error = endsWith(1, "--port", Integer.toString(taken.getLocalPort()));
            assertTrue(error.startsWith("Port " + taken.getLocalPort() + " on localhost is taken"), error);
            assertTrue(error.contains("--port 0"), error);
        }
    }

    @Test
    void aWrongValueIsOneLine() throws Exception {
        assertEquals(
                "port: \"http\" (command line --port) must be a whole number from 0 to 65535",
                endsWith(2, "--port", "http"));
    }

    @Test
    void aWrongOptionIsOneLine() throws Exception {
        assertTrue(endsWith(2, "--prot=0").startsWith("Unknown option: '--prot=0'"));
    }

    @Test
    void helpAndVersion() throws Exception {
        Process help = start("--help");
        assertTrue(rest(help.inputReader()).contains("--context-path"));
        assertEquals(0, help.waitFor());
        Process version = start("--version");
        assertTrue(rest(version.inputReader()).matches("Echolocate [0-9]+\\.[0-9]+\\.[0-9]+.*"));
        assertEquals(0, version.waitFor());
        assertNothingIsLeft();
    }

    @Test
    void aMisspeltVariableIsWarnedOf() throws Exception {
        ProcessBuilder builder = builder("--port", "http");
        builder.environment().put("ECHOLOCATE_PROT", "1");
        Process process = start(builder);
        assertTrue(rest(process.errorReader()).startsWith("Warning: ECHOLOCATE_PROT is not a known setting"));
    }

    /** Tomcat and Jetty don't deploy a WAR that brings a WebSocket API along. */
    @Test
    void onlyWhatAContainerLacksIsInTheWarsOwnLibraries() throws Exception {
        try (ZipFile zip = new ZipFile(WAR.toFile())) {
            List<String> libraries = zip.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("WEB-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring(name.lastIndexOf('/') + 1).replaceFirst("-[0-9.]+\\.jar", ""))
                    .sorted()
                    .toList();
            assertEquals(
                    List.of(
                            "jakarta.json-api",
                            "parsson",
                            "prometheus-metrics-config",
                            "prometheus-metrics-exposition-textformats",
                            "prometheus-metrics-model",
                            "qrcodegen"),
                    libraries);
        }
    }

    private ProcessBuilder builder(String... args) {
        return builder(temp, args);
    }

    /** As a person would start it, but for the temporary folder and the environment's settings. */
    static ProcessBuilder builder(Path temp, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temp,
                "-jar",
                WAR.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("ECHOLOCATE_"));
        return builder;
    }

    private Process start(String... args) throws IOException {
        return start(builder(args));
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** The one line on the error stream of a process that doesn't start. */
    private String endsWith(int status, String... args) throws Exception {
        Process process = start(args);
        assertEquals("", rest(process.inputReader()));
        String error = rest(process.errorReader());
        assertEquals(status, process.waitFor(), error);
        assertEquals(1, error.lines().count(), error);
        assertNothingIsLeft();
        return error;
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(
                    List.of(),
                    left.filter(p -> p.getFileName().toString().startsWith("echolocate-"))
                            .toList());
        }
    }

    /** SIGTERM; {@link Process#destroy} would also close our ends of its streams, unread. */
    private static void terminate(Process process) {
        process.toHandle().destroy();
    }

    private static URI base(String line) {
        Matcher matcher = Pattern.compile("https?://\\S+").matcher(line);
        assertTrue(matcher.find(), line);
        return URI.create(matcher.group());
    }

    private static int status(URI uri) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static String rest(BufferedReader reader) {
        return String.join("\n", reader.lines().toList());
    }

    /** The first text, and the close code. */
    private static final class Heard implements WebSocket.Listener {
        final CompletableFuture<String> text = new CompletableFuture<>();
        final CompletableFuture<Integer> code = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.complete(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            code.complete(statusCode);
            return WebSocket.Listener.super.onClose(socket, statusCode, reason);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            text.completeExceptionally(error);
            code.completeExceptionally(error);
        }
    }
}
