package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class MainTest {
    private static String why(Exception e) {
        return Main.whyNot(Keys.defaults(), e);
    }

    @Test
    void aTakenPortSuggestsPortZeroWhoeverWrapsIt() {
        String line = why(new BindException("Address already in use"));
        assertTrue(line.startsWith("Port 8080 on localhost is taken") && line.contains("--port 0"), line);
        assertEquals(line, why(new IOException("outer", new BindException("Address already in use: bind"))));
    }

    @Test
    void anAddressOfAnotherMachine() {
        assertEquals(
                "--host localhost is not an address of this machine",
                why(new BindException("Cannot assign requested address")));
    }

    @Test
    void anUnknownHost() {
        assertEquals("--host localhost is not known here", why(new UnknownHostException("localhost")));
    }

    @Test
    void aPortThatNeedsRights() {
        assertTrue(why(new BindException("Permission denied")).startsWith("Port 8080 needs more rights"));
    }

    @Test
    void everythingElseIsOneLineToo() {
        assertEquals("Cannot listen on localhost, port 8080: a", why(new IOException("a\nb")));
        assertEquals("Cannot listen on localhost, port 8080: null", why(new IOException()));
    }
}
