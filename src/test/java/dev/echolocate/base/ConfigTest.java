package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.Certificates;
import dev.echolocate.app.Keys;
import dev.echolocate.delivery.DeliveryKeys;
import dev.echolocate.embedded.ServerSettings;
import dev.echolocate.feed.FeedKeys;
import dev.echolocate.web.AssemblyBudget;
import dev.echolocate.web.EndpointSettings;
import dev.echolocate.web.Gate;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    private static Config commandLine(String name, String value) {
        return Keys.read(Source.commandLine(Map.of(name, value)::get));
    }

    private static String refusal(String name, String value) {
        return assertThrows(ConfigException.class, () -> commandLine("--" + name, value))
                .getMessage();
    }

    @Test
    void theFirstSourceThatKnowsAKeyDecides() {
        Source line = Source.commandLine(Map.of("--port", "1")::get);
        Source properties = Source.systemProperties(Map.of("echolocate.port", "2", "echolocate.host", "two")::get);
        Source environment = Source.environment(
                Map.of("ECHOLOCATE_PORT", "3", "ECHOLOCATE_HOST", "three", "ECHOLOCATE_ECHO_MAX_MESSAGE", "3k")::get);
        Source context = Source.contextParameters(Map.of("echolocate.port", "4", "echolocate.feeds.idle", "4s")::get);
        Config config = Keys.read(line, properties, environment, context);
        assertEquals(1, config.get(ServerSettings.PORT));
        assertEquals("two", config.get(ServerSettings.HOST));
        assertEquals(3 * 1024, config.get(EndpointSettings.ECHO_MAX_MESSAGE));
        assertEquals(Duration.ofSeconds(4), config.get(FeedKeys.IDLE));
        assertEquals(Duration.ofSeconds(45), config.get(DeliveryKeys.SILENCE));
        assertEquals("command line --port", config.origin(ServerSettings.PORT));
        assertEquals("system property echolocate.host", config.origin(ServerSettings.HOST));
        assertEquals("environment ECHOLOCATE_ECHO_MAX_MESSAGE", config.origin(EndpointSettings.ECHO_MAX_MESSAGE));
        assertEquals("context parameter echolocate.feeds.idle", config.origin(FeedKeys.IDLE));
        assertEquals("default", config.origin(DeliveryKeys.SILENCE));
    }

    @Test
    void anInvalidValueIsNamedInOneLineWithKeyValueSourceAndWhatIsAllowed() {
        Source environment = Source.environment(Map.of("ECHOLOCATE_PORT", "80\n80")::get);
        String message = assertThrows(ConfigException.class, () -> Keys.read(environment))
                .getMessage();
        assertEquals("port: \"80?80\" (environment ECHOLOCATE_PORT) must be a whole number from 0 to 65535", message);
    }

    @ParameterizedTest
    @CsvSource({
        "port, -1",
        "port, 65536",
        "port, ''",
        "port, 8080x",
        "port, 99999999999",
        "host, ''",
        "host, a b",
        "host, http://x",
        "context-path, live",
        "context-path, /live/",
        "context-path, /",
        "context-path, //",
        "context-path, /../x",
        "echo.max-message, 0",
        "echo.max-message, 65m",
        "echo.max-message, 1mb",
        "echo.max-message, 1.5m",
        "gather.max-total, 1k",
        "gather.max-total, 999999999999999999g",
        "gather.max-total, -1",
        "send.deadline, 20",
        "send.deadline, 6m",
        "send.deadline, 999ms",
        "send.deadline, 999999999999h",
        "origins, example.org",
        "origins, https://example.org/",
        "origins, https://example.org/path",
        "origins, ftp://example.org",
        "origins, 'https://a.example,'",
        "origins, https://u@example.org",
        "origins, https://a.example:99999",
        "origins, null",
        "origins, https://a.example?q",
        "origins, https://"
    })
    void whatIsNotAllowedStopsTheStart(String name, String value) {
        String message = refusal(name, value);
        assertTrue(message.startsWith(name + ": \"" + value + "\" (command line --" + name + ") must be "), message);
        assertEquals(1, message.lines().count());
    }

    @ParameterizedTest
    @CsvSource({"65536, 65536", "64k, 65536", "64K, 65536", "1m, 1048576", "' 1M ', 1048576"})
    void bytesHaveUnits(String text, int bytes) {
        assertEquals(bytes, commandLine("--echo.max-message", text).get(EndpointSettings.ECHO_MAX_MESSAGE));
    }

    @ParameterizedTest
    @CsvSource({"1500ms, 1500", "30s, 30000", "2m, 120000"})
    void durationsHaveUnits(String text, long millis) {
        assertEquals(
                Duration.ofMillis(millis), commandLine("--send.deadline", text).get(DeliveryKeys.SEND_DEADLINE));
    }

    @Test
    void aSecretComesFromWhereOthersCannotSeeIt() {
        Source environment = Source.environment(Map.of("ECHOLOCATE_TLS_PASSWORD", " hunter2 ")::get);
        assertEquals(" hunter2 ", Keys.read(environment).get(Certificates.PASSWORD));
        for (Source visible : List.of(
                Source.commandLine(Map.of("--tls-password", "hunter2")::get),
                Source.systemProperties(Map.of("echolocate.tls-password", "hunter2")::get))) {
            String message = assertThrows(ConfigException.class, () -> Keys.read(visible, environment))
                    .getMessage();
            assertTrue(message.startsWith("tls-password (" + visible.title()), message);
            assertTrue(message.contains("ECHOLOCATE_TLS_PASSWORD") && !message.contains("hunter2"), message);
        }
    }

    @Test
    void thereIsOneCertificateOnly() {
        Source both = Source.commandLine(Map.of("--self-signed", "true", "--tls-keystore", "a.p12")::get);
        String message =
                assertThrows(ConfigException.class, () -> Keys.read(both)).getMessage();
        assertTrue(message.contains("--self-signed") && message.contains("--tls-keystore"), message);
    }

    @Test
    void hostsThatUriKnowsNotAreOriginsToo() {
        assertEquals(
                List.of("http://my_server:8080", "https://nas.4home"),
                commandLine("--origins", "http://my_server:8080, https://NAS.4home:443")
                        .get(Gate.ORIGINS));
    }

    @Test
    void originsAreWrittenAsBrowsersSendThem() {
        Config config = commandLine(
                "--origins", "HTTPS://Example.ORG, http://localhost:3000,https://a.example:443,http://[::1]:80,*");
        assertEquals(
                List.of("https://example.org", "http://localhost:3000", "https://a.example", "http://[::1]", "*"),
                config.get(Gate.ORIGINS));
        assertEquals(List.of(), commandLine("--origins", "").get(Gate.ORIGINS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/live", "/a/b.c", "/.well-known"})
    void contextPaths(String path) {
        assertEquals(path, commandLine("--context-path", path).get(ServerSettings.CONTEXT_PATH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "0.0.0.0", "::1", "[::1]", "fe80::1%eth0", "my-host.example"})
    void hosts(String host) {
        assertEquals(host, commandLine("--host", host).get(ServerSettings.HOST));
    }

    @Test
    void sharesOfTheHeap() {
        Config config = Keys.read(new Capacity(1 << 30, Capacity.UNKNOWN, false));
        assertEquals(1 << 27, config.get(AssemblyBudget.MAX_TOTAL));
        assertEquals(1 << 26, config.get(DeliveryKeys.UNSENT_MAX_TOTAL));
        assertEquals("an eighth of the heap", AssemblyBudget.MAX_TOTAL.defaultText());
    }

    @Test
    void silenceAndLifeAreLongerThanThePingInterval() {
        Source source = Source.systemProperties(Map.of("echolocate.silence", "20s")::get);
        String message =
                assertThrows(ConfigException.class, () -> Keys.read(source)).getMessage();
        assertEquals(
                "silence: 20s (system property echolocate.silence) must be longer than ping.interval, which is 20s"
                        + " (default)",
                message);
        assertTrue(refusal("tracker.life", "10s").startsWith("tracker.life: 10s"));
        assertTrue(
                refusal("ping.interval", "1m").contains("ping.interval, which is 1m (command line --ping.interval)"));
    }

    @Test
    void everyDefaultIsAllowed() {
        Config config = Keys.defaults();
        Keys.ALL.forEach(key -> roundTrip(config, key));
    }

    private static <T> void roundTrip(Config config, Key<T> key) {
        T value = config.get(key);
        assertEquals(value, key.parse(key.write(value)), key.name());
    }

    @Test
    void noTwoKeysShareAName() {
        Set<String> variables = new HashSet<>();
        Keys.ALL.forEach(key -> assertTrue(variables.add(key.variable()), key.name()));
    }

    @Test
    void unknownNamesAreFound() {
        assertEquals(
                Set.of("ECHOLOCATE_PROT", "echolocate.echo.max-mesage"),
                Keys.unknown(List.of(
                        "PATH",
                        "ECHOLOCATE_PROT",
                        "ECHOLOCATE_PORT",
                        "echolocate.port",
                        "java.home",
                        "echolocate.echo.max-mesage")));
    }
}
