package dev.echolocate.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A WAR of Echolocate, by itself. Limits are off: all load comes from one address.
 *
 * @param flags of the JVM, besides those that all have
 */
public record Ours(String label, Path war, List<String> flags) implements Server {
    @Override
    public String version() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(war));
            return war.getFileName() + ", SHA-256 " + HexFormat.of().formatHex(digest, 0, 6);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String missing() {
        return Files.isReadable(war) ? "" : war + " cannot be read";
    }

    @Override
    public boolean does(String service) {
        return true;
    }

    @Override
    public List<String> command(int port, Path folder) {
        List<String> program = List.of("-jar", war.toString(), "--port", Integer.toString(port), "--limits", "off");
        return Jvm.command(Stream.of(flags, program).flatMap(List::stream).toArray(String[]::new));
    }
}
