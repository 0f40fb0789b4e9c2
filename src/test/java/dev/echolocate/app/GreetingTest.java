package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.Reach.Scope;
import dev.echolocate.tls.Lan;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreetingTest {
    private static final Lan NONE = new Lan(List.of(), List.of());

    private static Greeting greeting(String host, Scope kind, int port, String contextPath) {
        return new Greeting("http", new Reach(host, kind, NONE), port, contextPath);
    }

    private static Greeting onTheLan(String... addresses) throws Exception {
        List<InetAddress> all = new java.util.ArrayList<>();
        for (String address : addresses) {
            all.add(InetAddress.getByName(address));
        }
        return new Greeting("https", new Reach("0.0.0.0", Scope.EVERYBODY, new Lan(all, all)), 8443, "/live");
    }

    @Test
    void fourLinesSayWhatToOpenToOpenItTwiceWhoCanReachItAndHowToStop() {
        assertEquals(
                List.of(
                        "Tracker: http://localhost:8081/tracker.html (all pages: http://localhost:8081/)",
                        "Open it twice, in two windows or two browsers, to see each other move.",
                        "Only this machine can reach it. To let others in: --host 0.0.0.0 --self-signed",
                        "To stop: Ctrl+C"),
                greeting("localhost", Scope.THIS_MACHINE, 8081, "").lines());
    }

    @Test
    void theContextPathIsPartOfTheAddress() {
        assertTrue(greeting("localhost", Scope.THIS_MACHINE, 80, "/live")
                .lines()
                .get(0)
                .startsWith("Tracker: http://localhost:80/live/tracker.html "));
    }

    @Test
    void anIpv6AddressIsBracketed() {
        assertTrue(greeting("::1", Scope.THIS_MACHINE, 80, "").lines().get(0).startsWith("Tracker: http://[::1]:80/"));
    }

    @Test
    void allAddressesAreOpenedAsLocalhostWherePositionsWork() {
        List<String> lines = greeting("0.0.0.0", Scope.EVERYBODY, 80, "").lines();
        assertTrue(lines.get(0).startsWith("Tracker: http://localhost:80/"));
        assertEquals(
                "Others can reach it too, on every address of this machine. Their browsers tell a position only over"
                        + " HTTPS: for that, add --self-signed",
                lines.get(2));
    }

    @Test
    void overTlsTheAddressesBeginWithHttps() throws Exception {
        List<String> lines = onTheLan("192.168.1.5").lines();
        assertTrue(lines.get(0).startsWith("Tracker: https://localhost:8443/live/tracker.html "), lines.get(0));
        assertEquals("Others can reach it too, on every address of this machine.", lines.get(2));
    }

    @Test
    void phonesGetEveryAddressAndAQrCodeOfTheFirst() throws Exception {
        List<String> lines = onTheLan("192.168.1.5", "10.0.0.7").phones(true, false);
        assertEquals("On a phone in the same network: https://192.168.1.5:8443/live/tracker.html", lines.get(0));
        assertEquals("or: https://10.0.0.7:8443/live/tracker.html", lines.get(1));
        List<String> code = lines.subList(2, lines.size());
        assertTrue(code.size() > 12);
        assertTrue(code.stream().allMatch(line -> line.matches("[ \u2580\u2584\u2588]+")), code.toString());
        assertTrue(onTheLan("10.0.0.7").phones(true, true).get(1).startsWith("\u001b[97;40m\u2588"));
    }

    @Test
    void whereNoQrCodeCanBeShownOrNobodyCanComeThereIsNone() throws Exception {
        assertEquals(1, onTheLan("192.168.1.5").phones(false, false).size());
        assertEquals(List.of(), onTheLan().phones(true, true));
    }

    /** A QR code would send phones to where they can't share. */
    @Test
    void withoutTlsTheAddressesAreThereForThoseWhoLookOn() throws Exception {
        InetAddress lan = InetAddress.getByName("192.168.1.5");
        Reach reach = new Reach("0.0.0.0", Scope.EVERYBODY, new Lan(List.of(lan), List.of(lan)));
        assertEquals(
                List.of("In the same network, to see but not to share: http://192.168.1.5:8080/tracker.html"),
                new Greeting("http", reach, 8080, "").phones(true, false));
    }
}
