package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.LogWatch;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.ReverseProxy;
import dev.echolocate.testkit.ReverseProxy.Program;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Behind proxies as Debian ships them: a client is counted by its own address, whatever it says itself. Who has used up its
 * share is refused, and somebody else is not.
 */
@Timeout(60)
class ProxiesIT {
    private static final String ANN = "198.51.100.1";
    private static final String BEA = "198.51.100.2";

    /** Of sessions, and of probes. More than half of them: from then on a share bites. */
    private static final int MOST = 8;

    private static final int SHARE_BITES = MOST / 2 + 1;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    Path temp;

    @AfterEach
    void close() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T closeAfter(T one) {
        opened.add(one);
        return one;
    }

    /** In front of a server with these settings, reached by that address of this machine. */
    private ReverseProxy proxy(Program program, InetAddress here, String... settings) throws IOException {
        assumeTrue(
                program.path().isPresent() || System.getenv("CI") != null,
                () -> "Proxies can't be tested without " + program + ": install Debian's packages nginx and haproxy.");
        Map<String, String> all = new HashMap<>(Map.of(
                "host",
                here.getHostAddress(),
                "max-sessions",
                Integer.toString(3 * MOST),
                "probe.max",
                Integer.toString(MOST)));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        GrizzlyServer server = closeAfter(new GrizzlyServer(all));
        Path folder = Files.createDirectory(temp.resolve(program.name()));
        return closeAfter(new ReverseProxy(program, folder, new InetSocketAddress(here, server.port())));
    }

    /** Asks for an event stream, in others' names. */
    private int stream(ReverseProxy proxy, String from) {
        HttpWire wire = closeAfter(new HttpWire(proxy)).say(proxy.from(from));
        int lie = opened.size();
        wire.ask(
                "GET",
                "/feeds/broadcast/proxies",
                "Accept: text/event-stream",
                "X-Forwarded-For: 6.6.6." + lie,
                "Forwarded: for=7.7.7." + lie);
        return wire.head().status();
    }

    /** Asks for a probe over a WebSocket, in others' names; the code of the refusal, or nothing. */
    private String probe(ReverseProxy proxy, String from) {
        int lie = opened.size();
        RawClient client = closeAfter(Handshake.to(proxy, "/inspect")
                .after(proxy.from(from))
                .protocols("probe.v1")
                .header("X-Forwarded-For", "6.6.6." + lie)
                .header("Forwarded", "for=7.7.7." + lie)
                .connect());
        assertTrue(client.readMessage().text().contains("\"handshake\""));
        client.send(Frame.text("{\"probe\":\"open\"}"));
        String answer = client.readMessage().text();
        assertTrue(answer.contains("\"state\":\"open\"") || answer.contains("\"share\""), answer);
        return answer.contains("\"share\"") ? answer : "";
    }

    @ParameterizedTest
    @CsvSource({"NGINX,", "NGINX,127.0.0.1", "HAPROXY,", "HAPROXY,127.0.0.1"})
    void whoComesThroughAProxyIsCountedByItsOwnAddress(Program program, String trusted) throws IOException {
        ReverseProxy proxy = trusted == null
                ? proxy(program, InetAddress.getLoopbackAddress())
                : proxy(program, InetAddress.getLoopbackAddress(), "proxies", trusted);
        for (int i = 0; i < SHARE_BITES; i++) {
            assertEquals("", probe(proxy, ANN), "an address may have all while nobody else needs it");
        }
        String refused = probe(proxy, ANN);
        assertTrue(refused.contains("your address"), refused);
        assertEquals("", probe(proxy, BEA));
    }

    @ParameterizedTest
    @CsvSource({"NGINX,", "NGINX,127.0.0.1", "HAPROXY,", "HAPROXY,127.0.0.1"})
    void soAreItsStreams(Program program, String trusted) throws IOException {
        ReverseProxy proxy = trusted == null
                ? proxy(program, InetAddress.getLoopbackAddress(), "max-sessions", Integer.toString(MOST))
                : proxy(
                        program,
                        InetAddress.getLoopbackAddress(),
                        "max-sessions",
                        Integer.toString(MOST),
                        "proxies",
                        trusted);
        for (int i = 0; i < SHARE_BITES; i++) {
            assertEquals(200, stream(proxy, ANN));
        }
        assertEquals(503, stream(proxy, ANN));
        assertEquals(200, stream(proxy, BEA));
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void aProxyOnAnotherMachineIsTrustedWhereThatIsSet(Program program) throws IOException {
        InetAddress here = elsewhere();
        ReverseProxy proxy =
                proxy(program, here, "max-sessions", Integer.toString(MOST), "proxies", here.getHostAddress() + "/32");
        for (int i = 0; i < SHARE_BITES; i++) {
            assertEquals(200, stream(proxy, ANN));
        }
        assertEquals(503, stream(proxy, ANN));
        assertEquals(200, stream(proxy, BEA));
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void allWhoComeThroughOneThatIsNotTrustedAreOneAndTheLogSaysSo(Program program) throws IOException {
        InetAddress here = elsewhere();
        ReverseProxy proxy = proxy(program, here, "max-sessions", Integer.toString(MOST));
        try (LogWatch log = new LogWatch()) {
            for (int i = 0; i < SHARE_BITES; i++) {
                assertEquals(200, stream(proxy, ANN));
            }
            assertEquals(503, stream(proxy, ANN));
            assertEquals(503, stream(proxy, BEA));
            List<String> said = log.heard();
            assertEquals(1, said.size(), said::toString);
            assertTrue(said.get(0).contains("set proxies=" + here.getHostAddress()), said::toString);
            assertFalse(said.get(0).contains(ANN), said::toString);
        }
    }

    /** An address of this machine that is not loopback: as if the proxy came from elsewhere. */
    private static InetAddress elsewhere() throws IOException {
        Optional<InetAddress> here = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeTrue(here.isPresent(), "this machine has no address but its loopback ones");
        return here.orElseThrow();
    }
}
