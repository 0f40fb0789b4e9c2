package dev.echolocate.testkit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Firefox speaks <a href="https://w3c.github.io/webdriver-bidi/">WebDriver BiDi</a> itself, as JSON over a WebSocket. */
final class Firefox implements Engine {
    private static final Pattern LISTENS = Pattern.compile("WebDriver BiDi listening on (ws://\\S+)");

    /** Nobody is asked for a position, in the language of the other tests, and nobody else is asked for anything. */
    private static final String PREFERENCES = """
            user_pref("permissions.default.geo", 2);
            user_pref("intl.accept_languages", "en-GB, en");
            user_pref("network.captive-portal-service.enabled", false);
            user_pref("network.connectivity-service.enabled", false);
            user_pref("browser.shell.checkDefaultBrowser", false);
            """;

    private final Process process;
    private final WebSocket socket;
    private final Answers answers;
    private final AtomicInteger commands = new AtomicInteger();

    private Firefox(Process process, URI address) {
        this.process = process;
        answers = new Answers();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address.resolve("/session"), answers)
                .join();
        command(
                "session.new",
                Json.createObjectBuilder()
                        .add("capabilities", object("alwaysMatch", object("acceptInsecureCerts", JsonValue.TRUE)))
                        .build());
    }

    static Firefox launch() throws IOException {
        Path profile = Machine.folder("firefox-");
        Files.writeString(profile.resolve("user.js"), PREFERENCES);
        Process process = new ProcessBuilder(
                        Machine.firefox().orElseThrow().toString(),
                        "--headless",
                        "--no-remote",
                        "--remote-debugging-port=0",
                        "--profile",
                        profile.toString())
                .redirectErrorStream(true)
                .start();
        return new Firefox(process, address(process));
    }

    /** Reads what it says until it says where it listens; what it says later is nobody's. */
    private static URI address(Process process) throws IOException {
        BufferedReader says =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            Matcher listens = LISTENS.matcher(line);
            if (listens.find()) {
                Machine.drain(says);
                return URI.create(listens.group(1));
            }
            said.append(line).append('\n');
        }
        throw new IOException("Firefox ended: " + said);
    }

    @Override
    public Window open(String url) {
        JsonObject made = command("browsingContext.create", object("type", Json.createValue("window")));
        Window window = new Context(made.getString("context"));
        window.go(url);
        return window;
    }

    @Override
    public void close() {
        socket.abort();
        Machine.end(process);
    }

    private static JsonObject object(String name, JsonValue value) {
        return Json.createObjectBuilder().add(name, value).build();
    }

    private JsonObject command(String method, JsonObject parameters) {
        int id = commands.incrementAndGet();
        CompletableFuture<JsonObject> answer = answers.expect(id);
        socket.sendText(
                        Json.createObjectBuilder()
                                .add("id", id)
                                .add("method", method)
                                .add("params", parameters)
                                .build()
                                .toString(),
                        true)
                .join();
        JsonObject given =
                answer.orTimeout(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (!"success".equals(given.getString("type"))) {
            throw new AssertionError(method + ": " + given);
        }
        return given.getJsonObject("result");
    }

    private final class Context implements Window {
        private final String id;

        Context(String id) {
            this.id = id;
        }

        private jakarta.json.JsonObjectBuilder here() {
            return Json.createObjectBuilder().add("context", id);
        }

        @Override
        public void go(String url) {
            command(
                    "browsingContext.navigate",
                    here().add("url", url).add("wait", "complete").build());
        }

        @Override
        public JsonValue value(String expression) {
            JsonObject given = command(
                    "script.evaluate",
                    Json.createObjectBuilder()
                            .add("expression", "JSON.stringify(" + expression + ")")
                            .add("target", here())
                            .add("awaitPromise", false)
                            .build());
            if (!"success".equals(given.getString("type"))) {
                throw new AssertionError(expression + ": "
                        + given.getJsonObject("exceptionDetails").getString("text"));
            }
            return Machine.json(given.getJsonObject("result").getString("value", "null"));
        }

        @Override
        public void perform(String actions) {
            command("browsingContext.activate", here().build());
            command(
                    "input.performActions",
                    here().add("actions", Machine.json(actions)).build());
        }

        @Override
        public void close() {
            command("browsingContext.close", here().build());
        }
    }

    /** Answers come in any order, and events between them, in pieces. */
    private static final class Answers implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonObject>> expected = new ConcurrentHashMap<>();
        private final StringBuilder text = new StringBuilder();

        CompletableFuture<JsonObject> expect(int id) {
            CompletableFuture<JsonObject> answer = new CompletableFuture<>();
            expected.put(id, answer);
            return answer;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonObject message = Machine.json(text.toString()).asJsonObject();
                text.setLength(0);
                if (message.containsKey("id") && !message.isNull("id")) {
                    CompletableFuture<JsonObject> answer = expected.remove(message.getInt("id"));
                    if (answer != null) {
                        answer.complete(message);
                    }
                }
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            expected.values().forEach(answer -> answer.completeExceptionally(error));
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            onError(socket, new IOException("Firefox closed with " + code));
            return CompletableFuture.completedFuture(null);
        }
    }
}
