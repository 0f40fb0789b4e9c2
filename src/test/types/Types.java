import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import java.io.File;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lists our own types whose methods run between the bytes of a message that come in and the bytes that go out to another session:
 * of a position, and of a broadcast. The server runs in a process of its own, and each of its methods is reported (JDI). What runs
 * as often without a message (ticks, sweeps) is left out.
 *
 * <pre>java src/test/types/Types.java target/echolocate.war</pre>
 */
final class Types {
    private static final String OURS = "dev.echolocate.";

    private final Set<String> methods = ConcurrentHashMap.newKeySet();

    public static void main(String[] args) throws Exception {
        int port = free();
        int debug = free();
        Process server = new ProcessBuilder(
                        "java",
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + debug,
                        "-jar",
                        args[0],
                        "--port",
                        "" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
                .start();
        try {
            new Types().list(port, debug);
        } finally {
            server.destroyForcibly();
        }
        System.exit(0);
    }

    private static int free() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void list(int port, int debug) throws Exception {
        Listener listener = new Listener();
        WebSocket tracker = open(port, "tracker/types", new Listener());
        WebSocket watcher = open(port, "tracker/types", listener);
        Listener heard = new Listener();
        WebSocket sender = open(port, "broadcast/types", new Listener());
        WebSocket reader = open(port, "broadcast/types", heard);
        // Warm, so that nothing is seen that happens once.
        for (int i = 0; i < 3; i++) {
            pass(tracker, "[1," + i + ",0]", listener);
            pass(sender, "warm " + i, heard);
        }
        watch(debug);
        methods.clear();
        TimeUnit.SECONDS.sleep(5);
        Set<String> idle = Set.copyOf(methods);
        print("a position", tracker, "[1,50,8]", listener, idle);
        print("a broadcast", sender, "hello", heard, idle);
        watcher.abort();
        reader.abort();
    }

    private void print(String what, WebSocket from, String text, Listener to, Set<String> idle) throws Exception {
        methods.clear();
        pass(from, text, to);
        TimeUnit.MILLISECONDS.sleep(300);
        Map<String, Set<String>> types = new TreeMap<>();
        for (String method : methods) {
            if (!idle.contains(method) && !method.contains("$$Lambda")) {
                int end = method.indexOf('#');
                types.computeIfAbsent(method.substring(0, end), type -> new TreeSet<>()).add(method.substring(end + 1));
            }
        }
        System.out.println("The way of " + what + ": " + types.size() + " types");
        types.forEach((type, names) -> System.out.println("  " + type.substring(OURS.length()) + " " + names));
    }

    private static void pass(WebSocket from, String text, Listener to) throws Exception {
        to.heard.drainPermits();
        from.sendText(text, true).join();
        if (!to.heard.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing came: " + text);
        }
    }

    private static final class Listener implements WebSocket.Listener {
        final Semaphore heard = new Semaphore(0);

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.release();
            socket.request(1);
            return null;
        }
    }

    private static WebSocket open(int port, String path, Listener listener) throws Exception {
        URI address = URI.create("ws://127.0.0.1:" + port + "/" + path);
        for (int i = 0; ; i++) {
            try {
                return HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(address, listener)
                        .get(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                if (i == 50) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private void watch(int debug) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(c -> c.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue("" + debug);
        VirtualMachine machine = connector.attach(arguments);
        MethodEntryRequest entries = machine.eventRequestManager().createMethodEntryRequest();
        entries.addClassFilter(OURS + "*");
        entries.setSuspendPolicy(EventRequest.SUSPEND_NONE);
        entries.enable();
        Thread listening = new Thread(() -> listen(machine));
        listening.setDaemon(true);
        listening.start();
    }

    private void listen(VirtualMachine machine) {
        try {
            while (true) {
                EventSet events = machine.eventQueue().remove();
                for (Event event : events) {
                    if (event instanceof MethodEntryEvent entry) {
                        methods.add(entry.method().declaringType().name() + "#"
                                + entry.method().name());
                    }
                }
            }
        } catch (InterruptedException | com.sun.jdi.VMDisconnectedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
