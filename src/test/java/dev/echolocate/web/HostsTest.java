package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {
    private static final Hosts HOSTS = new Hosts(List.of("Live.example.org", "*.wild.example", "box", "box.local"));

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST:8080, true",
        "localhost., true",
        "a.localhost, true",
        "127.0.0.1:8080, true",
        "192.168.1.7, true",
        "[::1]:8080, true",
        "[fd00::7], true",
        "box, true",
        "box.local:8080, true",
        "live.example.org, true",
        "a.wild.example, true",
        "wild.example, false",
        "a.b.wild.example, false",
        "evil.example, false",
        "evil.example:8080, false",
        "127.0.0.1.evil.example, false",
        "notlocalhost, false",
        "'', false",
        "'localhost, evil.example', false",
        "'evil.example, localhost', false",
    })
    void namesThatAreOurs(String host, boolean ours) {
        assertEquals(ours, HOSTS.isOurs(host));
    }

    @Test
    void noHostIsNoPagesRequest() {
        assertTrue(HOSTS.isOurs(null));
    }

    @Test
    void aStarLetsAllIn() {
        assertTrue(new Hosts(List.of("*")).isOurs("evil.example"));
    }
}
