package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.echolocate.web.http.Exchange;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorPagesTest {
    @TempDir
    Path folder;

    @Test
    void aBrokenHandlerShowsNothing() throws Exception {
        Served broken = Served.at(folder, x -> x.withExchanges(Map.of("/broken", ErrorPagesTest::fail)));
        try (Wire other = broken.connect()) {
            Wire.Reply reply = other.get("/broken");
            assertEquals(500, reply.status());
            assertFalse(reply.text().contains("Exception"), reply::text);
            assertFalse(reply.text().contains("at dev."), reply::text);
            StaticFilesTest.assertSecured(reply);
        } finally {
            broken.closeAfterErrors();
        }
    }

    private static void fail(Exchange exchange) {
        throw new IllegalStateException("inside");
    }
}
