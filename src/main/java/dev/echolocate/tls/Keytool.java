package dev.echolocate.tls;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The JDK's own program for keys and certificates: the JDK has no public API that makes them. */
final class Keytool {
    private static final int SECONDS = 60;

    private final Path program;

    Keytool(Path program) {
        this.program = program;
    }

    /** That of the Java that runs us. */
    static Keytool ofThisJava() {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Path windows = bin.resolve("keytool.exe");
        return new Keytool(Files.exists(windows) ? windows : bin.resolve("keytool"));
    }

    /**
     * Makes a key and a certificate for a TLS server.
     *
     * @param store is written; must not exist
     * @param passwordFile one line; its content is seen by nobody who lists processes
     * @param days from now until it expires
     */
    void generate(Path store, Path passwordFile, Set<String> names, int days) throws TlsException {
        if (!Files.isExecutable(program)) {
            throw new TlsException("--self-signed needs keytool, which is not in this Java (" + program
                    + "): use a Java that has it, or --tls-keystore");
        }
        run(List.of(
                program.toString(),
                "-genkeypair",
                "-alias",
                "echolocate",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-dname",
                "CN=Echolocate",
                "-ext",
                CertificateNames.forKeytool(names),
                "-ext",
                "BC:critical=ca:false",
                "-ext",
                "EKU=serverAuth",
                // A phone's clock may be behind ours.
                "-startdate",
                "-1d",
                "-validity",
                Integer.toString(days + 1),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:file",
                passwordFile.toString()));
    }

    private void run(List<String> command) throws TlsException {
        Process process = null;
        try {
            Path output = Files.createTempFile("echolocate-keytool", ".txt");
            try {
                process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    throw new TlsException(program + " is not done after " + SECONDS + " s");
                }
                if (process.exitValue() != 0) {
                    throw new TlsException(program + " failed: " + firstLine(output));
                }
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TlsException("interrupted", e);
        } catch (IOException e) {
            throw e instanceof TlsException told
                    ? told
                    : new TlsException(program + " cannot be run: " + e.getMessage(), e);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private static String firstLine(Path output) throws IOException {
        return new String(Files.readAllBytes(output), Charset.defaultCharset())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("it says nothing");
    }
}
