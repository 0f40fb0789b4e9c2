package dev.echolocate.testkit;

import jakarta.servlet.ServletException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.ValveBase;
import org.apache.catalina.webresources.DirResourceSet;
import org.apache.catalina.webresources.FileResourceSet;
import org.apache.catalina.webresources.StandardRoot;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.net.SSLHostConfigCertificate.Type;
import org.apache.tomcat.util.scan.StandardJarScanner;

/**
 * Tomcat in this JVM, with the application as it would be deployed: its classes and libraries in a class loader of the
 * web application, found by scanning. Needs a JVM that sees no other WebSocket implementation.
 */
public final class TomcatServer implements Server {
    private static final String CONTEXT_PATH = "/echolocate";

    private final Map<String, String> settings;
    private final boolean secure;
    private Path base;
    private Tomcat tomcat;
    private Context context;
    private int port;
    private boolean running;

    public TomcatServer(Map<String, String> settings) {
        this(settings, false);
    }

    /**
     * @param secure whether it speaks TLS itself
     */
    public TomcatServer(Map<String, String> settings, boolean secure) {
        this.settings = settings;
        this.secure = secure;
        start();
    }

    private void start() {
        try {
            base = Files.createTempDirectory("echolocate-tomcat");
            tomcat = new Tomcat();
            tomcat.setBaseDir(base.toString());
            tomcat.setConnector(connector());
            tomcat.setAddDefaultWebXmlToWebapp(false);
            context = tomcat.addWebapp(
                    tomcat.getHost(),
                    CONTEXT_PATH,
                    Path.of("src/main/webapp").toAbsolutePath().toString(),
                    config());
            furnish();
            tomcat.start();
            if (!context.getState().isAvailable()) {
                throw new IllegalStateException("the application did not start: " + context.getState());
            }
            port = tomcat.getConnector().getLocalPort();
            running = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connector connector() {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
        connector.setThrowOnFailure(true);
        if (secure) {
            speakTls(connector);
        }
        return connector;
    }

    private static void speakTls(Connector connector) {
        SSLHostConfig host = new SSLHostConfig();
        SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(host, Type.UNDEFINED);
        certificate.setCertificateKeystoreFile(TrustingTls.keystore().toString());
        certificate.setCertificateKeystorePassword(TrustingTls.password());
        host.addCertificate(certificate);
        connector.addSslHostConfig(host);
        connector.setSecure(true);
        connector.setScheme("https");
        connector.setProperty("SSLEnabled", "true");
    }

    private static ContextConfig config() {
        return new ContextConfig();
    }

    private void furnish() {
        settings.forEach((name, value) -> context.addParameter("echolocate." + name, value));
        StandardRoot resources = new StandardRoot(context);
        resources.setCachingAllowed(false);
        String classes = Path.of("target/classes").toAbsolutePath().toString();
        resources.addPreResources(new DirResourceSet(resources, "/WEB-INF/classes", classes, "/"));
        String libraries = Path.of("target/page-libraries").toAbsolutePath().toString();
        resources.addPreResources(new DirResourceSet(resources, "/", libraries, "/"));
        // As in the WAR, which has its launcher at its root.
        resources.addPreResources(
                new DirResourceSet(resources, "/dev/echolocate/launch", classes + "/dev/echolocate/launch", "/"));
        for (Path library : Jars.ofTheWar()) {
            File jar = library.toFile();
            resources.addPreResources(
                    new FileResourceSet(resources, "/WEB-INF/lib/" + jar.getName(), jar.getPath(), "/"));
        }
        context.setResources(resources);
        StandardJarScanner scanner = new StandardJarScanner();
        scanner.setScanClassPath(false);
        scanner.setScanManifest(false);
        context.setJarScanner(scanner);
        Wrapper files = Tomcat.addServlet(context, "default", "org.apache.catalina.servlets.DefaultServlet");
        files.setLoadOnStartup(1);
        files.addMapping("/");
        context.addWelcomeFile("index.html");
        Tomcat.addDefaultMimeTypeMappings(context);
    }

    /** Takes the user's name from a header, as behind a proxy that logs people in. */
    public TomcatServer trustingHeader(String header) {
        context.getPipeline().addValve(new ValveBase(true) {
            @Override
            public void invoke(Request request, Response response) throws IOException, ServletException {
                String user = request.getHeader(header);
                if (user != null) {
                    request.setUserPrincipal(new GenericPrincipal(user));
                }
                getNext().invoke(request, response);
            }
        });
        return this;
    }

    /** Believes a proxy in front of it that X-Forwarded-Proto tells how the client came. */
    public TomcatServer behindProxy() {
        RemoteIpValve valve = new RemoteIpValve();
        valve.setProtocolHeader("X-Forwarded-Proto");
        tomcat.getHost().getPipeline().addValve(valve);
        return this;
    }

    /** Wants a login at a path of the application, which nobody has. */
    public TomcatServer wantingLogin(String path) {
        context.getPipeline().addValve(new ValveBase(true) {
            @Override
            public void invoke(Request request, Response response) throws IOException, ServletException {
                if (request.getRequestURI().equals(CONTEXT_PATH + path)) {
                    response.setHeader("WWW-Authenticate", "Basic realm=\"members\"");
                    response.sendError(Response.SC_UNAUTHORIZED);
                } else {
                    getNext().invoke(request, response);
                }
            }
        });
        return this;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    /** Undeploys the application and leaves Tomcat running. The reference goes empty once nothing keeps the loader. */
    public WeakReference<ClassLoader> undeploy() {
        WeakReference<ClassLoader> loader =
                new WeakReference<>(context.getLoader().getClassLoader());
        tomcat.getHost().removeChild(context);
        context = null;
        return loader;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String contextPath() {
        return CONTEXT_PATH;
    }

    @Override
    public Set<Difference> differences() {
        return Set.of(
                Difference.REFUSES_UNFILTERED,
                Difference.REFUSES_UNDERSCORES,
                Difference.KNOWS_FEWER_CODES,
                Difference.OWNS_CONNECTIONS);
    }

    /** It answers a ping on a session that has been closed meanwhile, fails, and says so with its stack. */
    @Override
    public boolean saysItself(String logged) {
        return logged.contains("session has been closed")
                && (logged.contains("sendPong") || logged.contains("Error reading request, ignored"));
    }

    @Override
    public void close() {
        if (!running) {
            return;
        }
        running = false;
        try {
            tomcat.stop();
            tomcat.destroy();
            try (Stream<Path> files = Files.walk(base)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void restart() {
        close();
        start();
    }
}
