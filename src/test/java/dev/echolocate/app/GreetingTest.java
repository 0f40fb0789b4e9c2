package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.Greeting.Reach;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreetingTest {
    @Test
    void fourLinesSayWhatToOpenToOpenItTwiceWhoCanReachItAndHowToStop() {
        assertEquals(
                List.of(
                        "Tracker: http://localhost:8081/tracker.html (all pages: http://localhost:8081/)",
                        "Open it twice, in two windows or two browsers, to see each other move.",
                        "Only this machine can reach it. To let others in: --host 0.0.0.0",
                        "To stop: Ctrl+C"),
                Greeting.lines("localhost", Reach.THIS_MACHINE, 8081, ""));
    }

    @Test
    void theContextPathIsPartOfTheAddress() {
        assertTrue(Greeting.lines("localhost", Reach.THIS_MACHINE, 80, "/live")
                .get(0)
                .startsWith("Tracker: http://localhost:80/live/tracker.html "));
    }

    @Test
    void anIpv6AddressIsBracketed() {
        assertTrue(Greeting.lines("::1", Reach.THIS_MACHINE, 80, "").get(0).startsWith("Tracker: http://[::1]:80/"));
    }

    @Test
    void allAddressesAreOpenedAsLocalhostWherePositionsWork() {
        List<String> lines = Greeting.lines("0.0.0.0", Reach.EVERYBODY, 80, "");
        assertTrue(lines.get(0).startsWith("Tracker: http://localhost:80/"));
        assertEquals(
                "Others can reach it too, on every address of this machine. Browsers tell a position only over HTTPS or"
                        + " on localhost.",
                lines.get(2));
    }
}
