package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorPagesTest {
    @TempDir
    Path folder;

    @Test
    void aBrokenServletShowsNothing() throws Exception {
        Served broken = Served.at(folder, x -> x.withServlets(Map.of("/broken", new Bad())));
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

    private static final class Bad extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            throw new IOException("inside");
        }
    }
}
