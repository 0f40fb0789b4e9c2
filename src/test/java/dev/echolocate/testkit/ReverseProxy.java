package dev.echolocate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reverse proxy, in a process of its own, in front of a server: the program that Debian ships, with what its manual says
 * of passing addresses on. It takes the PROXY protocol, by which a test's client says the address that it comes from.
 */
public final class ReverseProxy implements Server {
    private final ProxyProcess process;
    private final Path log;
    private final int port;

    /** What there is. */
    public enum Program {
        NGINX("nginx", "-e", "stderr", "-p", ".", "-c") {
            @Override
            String configuration(int port, String upstream) {
                return """
                        daemon off;
                        worker_processes 1;
                        pid nginx.pid;
                        error_log stderr;
                        events {
                          worker_connections 512;
                        }
                        http {
                          access_log off;
                          client_body_temp_path body;
                          proxy_temp_path proxy;
                          fastcgi_temp_path fastcgi;
                          uwsgi_temp_path uwsgi;
                          scgi_temp_path scgi;
                          map $http_upgrade $connection_upgrade {
                            default upgrade;
                            '' close;
                          }
                          server {
                            listen 127.0.0.1:%d proxy_protocol;
                            set_real_ip_from 127.0.0.1;
                            real_ip_header proxy_protocol;
                            location / {
                              proxy_pass http://%s;
                              proxy_http_version 1.1;
                              proxy_set_header Host $http_host;
                              proxy_set_header Upgrade $http_upgrade;
                              proxy_set_header Connection $connection_upgrade;
                              proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                            }
                          }
                        }
                        """.formatted(port, upstream);
            }
        },
        HAPROXY("haproxy", "-db", "-f") {
            @Override
            String configuration(int port, String upstream) {
                return """
                        defaults
                          mode http
                          option forwardfor
                          timeout connect 10s
                          timeout client 60s
                          timeout server 60s
                        frontend clients
                          bind 127.0.0.1:%d accept-proxy
                          default_backend echolocate
                        backend echolocate
                          server one %s
                        """.formatted(port, upstream);
            }
        };

        private final String command;
        private final List<String> options;

        Program(String command, String... options) {
            this.command = command;
            this.options = List.of(options);
        }

        abstract String configuration(int port, String upstream);

        /** Where it is. */
        public Optional<Path> path() {
            return ProxyProcess.find(command);
        }
    }

    /**
     * Starts one, and waits until it listens.
     *
     * @param folder empty, its own
     * @param upstream the server, as it is reached from here
     */
    public ReverseProxy(Program program, Path folder, InetSocketAddress upstream) {
        String address = upstream.getAddress().getHostAddress() + ":" + upstream.getPort();
        Path file = folder.resolve("configuration");
        log = folder.resolve("log");
        try {
            port = ProxyProcess.freePort();
            Files.writeString(file, program.configuration(port, address));
            List<String> line = new ArrayList<>();
            line.add(program.command);
            line.addAll(program.options);
            process = new ProxyProcess(line, file, log, port, this::said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What a client says first, to come from that address (The PROXY protocol, 2.1). */
    public String from(String address) {
        return "PROXY TCP4 " + address + " 127.0.0.1 50000 " + port + "\r\n";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String contextPath() {
        return "";
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public void restart() {
        throw new UnsupportedOperationException();
    }
}
