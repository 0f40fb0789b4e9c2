package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {
    @Test
    void theDocumentSaysWhatTheClassDeclares() throws IOException {
        if (System.getProperty("regenerate") != null) {
            Files.writeString(ConfigurationDoc.FILE, ConfigurationDoc.text());
        }
        String written = Files.exists(ConfigurationDoc.FILE) ? Files.readString(ConfigurationDoc.FILE) : "";
        assertEquals(
                ConfigurationDoc.text(),
                written.replace("\r\n", "\n"),
                ConfigurationDoc.FILE
                        + " is out of date. To write it anew: mvn -q test -Dtest=ConfigurationDocTest -Dregenerate");
    }
}
