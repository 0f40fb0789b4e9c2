package dev.echolocate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reverse proxy with its file of {@code docs/proxies}, in a process of its own: only ports, the name, and where files lie are
 * others. One server is behind it at its root, another one at {@code /live}.
 */
public final class DocumentedProxy implements AutoCloseable {
    private static final Path DOCS = Path.of("docs", "proxies");
    private static final String CERTIFICATES = "/etc/letsencrypt/live/live.example.org/";

    private final ProxyProcess process;
    private final Path folder;
    private final Path output;
    private final int port;

    /** What there is a file for. */
    public enum Program {
        NGINX("nginx", "nginx.conf", "-e", "stderr", "-p", ".", "-c") {
            @Override
            String adapt(String file, Places places) {
                String site = file.replaceAll("(?m)^ *listen \\[::].*\n", "")
                        .replace("listen 80;", "listen 127.0.0.1:" + places.plain + ";")
                        .replace("listen 443 ", "listen 127.0.0.1:" + places.secure + " ")
                        .replace("/var/log/nginx/", places.folder + "/");
                return """
                        daemon off;
                        pid nginx.pid;
                        error_log stderr;
                        events {}
                        http {
                        client_body_temp_path body;
                        proxy_temp_path proxy;
                        fastcgi_temp_path fastcgi;
                        uwsgi_temp_path uwsgi;
                        scgi_temp_path scgi;
                        %s
                        }
                        """.formatted(site);
            }
        },
        HAPROXY("haproxy", "haproxy.cfg", "-db", "-f") {
            @Override
            String adapt(String file, Places places) {
                return file.replaceAll("(?m)^ *(user|group) .*\n", "")
                        .replace("log /dev/log local0", "log stdout format raw local0")
                        .replace("bind :80", "bind 127.0.0.1:" + places.plain)
                        .replace("bind :443", "bind 127.0.0.1:" + places.secure)
                        .replace("/etc/haproxy/live.example.org.pem", places.folder + "/both.pem");
            }
        },
        APACHE("apache2", "apache.conf", "-DFOREGROUND", "-f") {
            private static final Pattern MODULES = Pattern.compile("# +a2enmod (.*)");

            @Override
            String adapt(String file, Places places) {
                Matcher modules = MODULES.matcher(file);
                if (!modules.find()) {
                    throw new AssertionError("which modules are to be enabled?");
                }
                StringBuilder all = new StringBuilder("ServerRoot " + places.folder + "\nServerName localhost\n");
                all.append("PidFile apache.pid\nErrorLog ")
                        .append(places.folder)
                        .append("/log\n");
                all.append("Listen 127.0.0.1:").append(places.plain);
                all.append("\nListen 127.0.0.1:").append(places.secure).append('\n');
                // Debian has enabled the first ones already, and a2enmod what the others depend on.
                String before = "mpm_event authz_core alias socache_shmcb ";
                for (String module : (before + modules.group(1)).split(" +")) {
                    all.append("LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n".formatted(module, module));
                }
                return all
                        + file.replace("*:80>", "127.0.0.1:" + places.plain + ">")
                                .replace("*:443>", "127.0.0.1:" + places.secure + ">")
                                .replace("/var/log/apache2/", places.folder + "/");
            }
        },
        CADDY("caddy", "Caddyfile", "run", "--adapter", "caddyfile", "--config") {
            @Override
            String adapt(String file, Places places) {
                String certificate = "\ttls " + places.folder + "/fullchain.pem " + places.folder + "/privkey.pem\n";
                String options = "{\n\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system "
                        + places.folder + "/storage\n";
                return file.replaceFirst("(?m)^\\{\n", options)
                        .replace(
                                "live.example.org {",
                                "https://live.example.org:" + places.secure + " {\n" + certificate);
            }
        };

        private final String command;
        private final String file;
        private final List<String> options;

        Program(String command, String file, String... options) {
            this.command = command;
            this.file = file;
            this.options = List.of(options);
        }

        abstract String adapt(String file, Places places);

        /** Where it is. */
        public Optional<Path> path() {
            return ProxyProcess.find(command);
        }
    }

    /** Where things are in a test. */
    private record Places(Path folder, int plain, int secure) {}

    /**
     * Starts one, and waits until it listens.
     *
     * @param folder empty, its own
     * @param ports of the server at the root and of the one at {@code /live}
     */
    public DocumentedProxy(Program program, Path folder, int[] ports) {
        this.folder = folder;
        output = folder.resolve("output");
        try {
            TrustingTls.writePem(folder);
            // In one file, as HAProxy wants it.
            Files.writeString(
                    folder.resolve("both.pem"),
                    Files.readString(folder.resolve("fullchain.pem"))
                            + Files.readString(folder.resolve("privkey.pem")));
            port = ProxyProcess.freePort();
            String file = Files.readString(DOCS.resolve(program.file));
            file = file.replace("127.0.0.1:8080", "127.0.0.1:" + ports[0])
                    .replace("127.0.0.1:8081", "127.0.0.1:" + ports[1]);
            file = program.adapt(file, new Places(folder, ProxyProcess.freePort(), port))
                    .replace(CERTIFICATES, folder + "/")
                    .replace("live.example.org", "localhost");
            Path adapted = Files.writeString(folder.resolve("configuration"), file);
            List<String> line = new ArrayList<>();
            line.add(program.command);
            line.addAll(program.options);
            process = new ProxyProcess(line, adapted, output, port, this::said);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** All that it has written: what it said, and its logs. */
    public String said() {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("output", "log", "echolocate.log", "echolocate.error.log")) {
            Path file = folder.resolve(name);
            try {
                all.append(Files.exists(file) ? Files.readString(file) : "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all.toString();
    }

    /**
     * What is behind it, as its clients see that.
     *
     * @param contextPath empty, or {@code /live}
     */
    public Server at(String contextPath) {
        return new Behind(port, contextPath);
    }

    private record Behind(int port, String contextPath) implements Server {
        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public void close() {}

        @Override
        public void restart() {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
