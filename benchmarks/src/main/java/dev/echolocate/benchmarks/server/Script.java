package dev.echolocate.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A server in JavaScript, a resource of this project's.
 *
 * @param version what exactly it is
 * @param missing why it can't be started, or empty
 * @param program that runs it
 * @param script the resource's name, copied to where its packages are found
 */
public record Script(String label, String version, String missing, String program, String script, Path home)
        implements Server {
    private static final String WS = "8.23.0";
    private static final String BUN = "1.4.5";

    /** Node with the package ws. */
    public static Script node(Path home) {
        String node = Program.ask("node", "--version");
        String missing = node.isEmpty() ? "node is not installed" : new Npm(home).fetch("ws", WS);
        return new Script("ws", "ws " + WS + " on Node " + node, missing, "node", "ws.mjs", home);
    }

    /** Bun, whose server is uWebSockets. */
    public static Script bun(Path home) {
        Npm npm = new Npm(home);
        String missing = npm.fetch("bun", BUN);
        String program = npm.file(".bin/bun").toString();
        String version = missing.isEmpty() ? Program.ask(program, "--version") : BUN;
        String silent = missing.isEmpty() && version.isEmpty() ? "its program does not run" : missing;
        return new Script("bun", "Bun " + version + " (uWebSockets)", silent, program, "bun.mjs", home);
    }

    @Override
    public boolean does(String service) {
        return service.equals("echo") || service.equals("broadcast");
    }

    @Override
    public List<String> command(int port, Path folder) throws IOException {
        Path copy = home.resolve(script);
        try (InputStream resource = Script.class.getResourceAsStream("/" + script)) {
            Files.copy(resource, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return List.of(program, copy.toString(), Integer.toString(port));
    }
}
