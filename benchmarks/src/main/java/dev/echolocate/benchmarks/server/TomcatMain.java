package dev.echolocate.benchmarks.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.File;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** Echo and broadcast in an embedded Tomcat, as its own examples do them, with its defaults. */
public final class TomcatMain {
    private TomcatMain() {}

    public static void main(String[] arguments) throws LifecycleException {
        Connector connector = new Connector();
        connector.setPort(Integer.parseInt(arguments[0]));
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("acceptCount", "1024");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(new File(arguments[1]).getPath());
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), Set.of(Echo.class, Broadcast.class));
        // What has no servlet never comes to the filter that upgrades.
        Tomcat.addServlet(context, "none", new HttpServlet() {}).addMapping("/");
        tomcat.start();
        tomcat.getServer().await();
    }

    /** The example's EchoAnnotation. */
    @ServerEndpoint("/echo")
    public static final class Echo {
        @OnMessage
        public void message(Session session, String message, boolean last) throws IOException {
            session.getBasicRemote().sendText(message, last);
        }
    }

    /** The example's ChatAnnotation: who is being written to gets what comes meanwhile from a queue of its own. */
    @ServerEndpoint("/broadcast/{channel}")
    public static final class Broadcast {
        private static final Set<Broadcast> EVERYBODY = new CopyOnWriteArraySet<>();

        private final Queue<String> waiting = new ArrayDeque<>();
        private boolean writing;
        private Session session;

        @OnOpen
        public void open(Session opened) {
            session = opened;
            EVERYBODY.add(this);
        }

        @OnClose
        public void close() {
            EVERYBODY.remove(this);
        }

        @OnMessage
        public void message(String message) throws IOException {
            for (Broadcast one : EVERYBODY) {
                one.send(message);
            }
        }

        private void send(String message) throws IOException {
            synchronized (waiting) {
                if (writing) {
                    waiting.add(message);
                    return;
                }
                writing = true;
            }
            for (String next = message; next != null; next = next()) {
                session.getBasicRemote().sendText(next);
            }
        }

        private String next() {
            synchronized (waiting) {
                writing = !waiting.isEmpty();
                return waiting.poll();
            }
        }
    }
}
