package dev.echolocate.testkit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** WebKitGTK, by <a href="https://www.w3.org/TR/webdriver1/">WebDriver</a> over HTTP, on a screen that nobody sees. */
final class WebKit implements Engine {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI driver;
    private final String session;

    /** The window that it begins with, and that stays open: a new one is asked for in one that there is. */
    private final Handle home;

    private @Nullable String current;

    private WebKit(Process process, URI driver) {
        this.process = process;
        this.driver = driver;
        Deadline.await("WebKitWebDriver listens", Machine.PATIENCE, () -> listens(driver), () -> "");
        JsonObject capabilities = Json.createObjectBuilder()
                .add("acceptInsecureCerts", true)
                .add(
                        "webkitgtk:browserOptions",
                        Json.createObjectBuilder()
                                .add(
                                        "binary",
                                        Machine.miniBrowser().orElseThrow().toString())
                                .add("args", Json.createArrayBuilder().add("--automation")))
                .build();
        session = send(
                        "POST",
                        "/session",
                        Json.createObjectBuilder()
                                .add("capabilities", Json.createObjectBuilder().add("alwaysMatch", capabilities))
                                .build())
                .asJsonObject()
                .getString("sessionId");
        home = new Handle(((JsonString) command("GET", "/window", JsonValue.EMPTY_JSON_OBJECT)).getString());
    }

    /** In the language C, as in a container, of which it tells pages: one that Intl refuses. */
    static WebKit launch() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "xvfb-run", "-a", "dbus-run-session", "--", "WebKitWebDriver", "-p", Integer.toString(port))
                .redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        Machine.drain(new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        return new WebKit(process, URI.create("http://127.0.0.1:" + port));
    }

    private boolean listens(URI address) {
        try {
            return http.send(
                                    HttpRequest.newBuilder(address.resolve("/status"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (ConnectException notYet) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public Window open(String url) {
        JsonObject made = home.here(
                        "POST", "/window/new", Json.createObjectBuilder().add("type", "window"))
                .asJsonObject();
        Window window = new Handle(made.getString("handle"));
        window.go(url);
        return window;
    }

    @Override
    public void close() {
        try {
            command("DELETE", "", JsonValue.EMPTY_JSON_OBJECT);
        } finally {
            Machine.end(process);
        }
    }

    private JsonValue command(String method, String path, JsonObject body) {
        return send(method, "/session/" + session + path, body);
    }

    private JsonValue send(String method, String path, JsonObject body) {
        HttpRequest request = HttpRequest.newBuilder(driver.resolve(path))
                .timeout(Machine.PATIENCE)
                .method(
                        method,
                        !"POST".equals(method)
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(method + " " + path + " " + body + ": " + answer.body());
            }
            return Machine.json(answer.body()).asJsonObject().getOrDefault("value", JsonValue.NULL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private final class Handle implements Window {
        private final String handle;

        Handle(String handle) {
            this.handle = handle;
        }

        private JsonValue here(String method, String path, JsonObjectBuilder body) {
            if (!handle.equals(current)) {
                command(
                        "POST",
                        "/window",
                        Json.createObjectBuilder().add("handle", handle).build());
                current = handle;
            }
            return command(method, path, body.build());
        }

        @Override
        public void go(String url) {
            here("POST", "/url", Json.createObjectBuilder().add("url", url));
            AtomicReference<JsonValue> state = new AtomicReference<>(JsonValue.NULL);
            Deadline.await(
                    "loaded " + url,
                    Machine.PATIENCE,
                    () -> {
                        state.set(value("document.readyState"));
                        return "\"complete\"".equals(state.get().toString());
                    },
                    () -> state.get().toString());
        }

        @Override
        public JsonValue value(String expression) {
            JsonValue given = here(
                    "POST",
                    "/execute/sync",
                    Json.createObjectBuilder()
                            .add("script", "return JSON.stringify(" + expression + ")")
                            .add("args", JsonValue.EMPTY_JSON_ARRAY));
            return given instanceof JsonString text ? Machine.json(text.getString()) : JsonValue.NULL;
        }

        @Override
        public void perform(String actions) {
            here("POST", "/actions", Json.createObjectBuilder().add("actions", Machine.json(actions)));
        }

        @Override
        public void close() {
            here("DELETE", "/window", Json.createObjectBuilder());
            current = null;
        }
    }
}
