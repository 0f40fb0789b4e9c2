package dev.echolocate.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A WAR of Echolocate, by itself. Limits are off: all load comes from one address. */
public record Ours(String label, Path war) implements Server {
    @Override
    public String version() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(war));
            return war + ", SHA-256 " + HexFormat.of().formatHex(digest, 0, 6);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean installed() {
        return Files.isReadable(war);
    }

    @Override
    public boolean does(String service) {
        return true;
    }

    @Override
    public List<String> command(int port, Path folder) {
        return Jvm.command("-jar", war.toString(), "--port", Integer.toString(port), "--limits", "off");
    }
}
