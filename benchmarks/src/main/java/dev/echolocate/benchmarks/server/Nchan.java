package dev.echolocate.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Broadcast in nginx with its module nchan, as Debian packages both; {@code NCHAN_MODULE} names another place. */
public record Nchan() implements Server {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Path MODULE =
            Path.of(System.getenv().getOrDefault("NCHAN_MODULE", "/usr/lib/nginx/modules/ngx_nchan_module.so"));

    @Override
    public String label() {
        return "nchan";
    }

    @Override
    public String version() {
        String packaged = Program.ask("dpkg-query", "--show", "--showformat=, nchan ${Version}", "libnginx-mod-nchan");
        boolean known = packaged.startsWith(", nchan ");
        return Program.ask(PROGRAM.toString(), "-v").replaceAll(".*: ", "")
                + (known ? packaged : ", nchan of NCHAN_MODULE");
    }

    @Override
    public String missing() {
        if (!Files.isExecutable(PROGRAM)) {
            return PROGRAM + " is not installed";
        }
        return Files.isReadable(MODULE) ? "" : MODULE + " is not installed: Debian's package libnginx-mod-nchan";
    }

    @Override
    public boolean compiles() {
        return false;
    }

    @Override
    public boolean does(String service) {
        return service.equals("broadcast");
    }

    @Override
    public List<String> command(int port, Path folder) throws IOException {
        try (InputStream template = Nchan.class.getResourceAsStream("/nchan.conf")) {
            String filled =
                    read(template).replace("{module}", MODULE.toString()).replace("{port}", "" + port);
            Files.writeString(folder.resolve("nchan.conf"), filled);
        }
        return List.of(PROGRAM.toString(), "-e", "stderr", "-p", folder.toString(), "-c", "nchan.conf");
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
