package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.ConfigException;
import dev.echolocate.base.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void everyKeyIsAnOption() throws Exception {
        Options.Parsed parsed = new Options().parse("--port=0", "--echo.max-message", "1m");
        assertEquals(Map.of("--port", "0", "--echo.max-message", "1m"), parsed.values());
        assertEquals("", parsed.answer());
    }

    @Test
    void helpNamesEveryKeyAndStartsWithTheMostWanted() throws Exception {
        String help = new Options().parse("--help").answer();
        Keys.ALL.forEach(key -> assertEquals(
                !key.isSecret(), help.contains(key.option() + (key.isFlag() ? "[=VALUE]" : "=VALUE")), key.name()));
        assertTrue(help.indexOf("--port") < help.indexOf("--host"));
        assertTrue(help.indexOf("--host") < help.indexOf("--context-path"));
        assertTrue(help.indexOf("--context-path") < help.indexOf("--origins"));
    }

    @Test
    void aFlagNeedsNoValue() throws Exception {
        assertEquals(
                Map.of("--self-signed", "true", "--port", "0"),
                new Options().parse("--self-signed", "--port", "0").values());
        assertEquals(
                "false", new Options().parse("--self-signed=false").values().get("--self-signed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--tls-password=hunter2",
                "--tls-password hunter2",
                "--tls-password",
                "--tls-password=a --tls-password=hunter2"
            })
    void aSecretIsRefusedAndNotRepeated(String line) throws Exception {
        Map<String, String> values = new Options().parse(line.split(" ")).values();
        String message = assertThrows(ConfigException.class, () -> Keys.read(Source.commandLine(values::get)))
                .getMessage();
        assertTrue(message.contains("ECHOLOCATE_TLS_PASSWORD"), message);
        assertFalse(message.contains("hunter2"), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void theVersionIsThatOfTheBuild() throws Exception {
        String version = new Options().parse("--version").answer();
        assertTrue(version.startsWith("Echolocate "), version);
        assertFalse(version.contains("unknown") || version.contains("$"), version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot=1", "--port", "extra", "--port=1 --port=2", "-p", "@file"})
    void wrongOptionsAreOneLine(String line) {
        String message = assertThrows(Options.WrongOption.class, () -> new Options().parse(line.split(" ")))
                .getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.contains("--help"), message);
    }
}
