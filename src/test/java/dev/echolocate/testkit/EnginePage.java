package dev.echolocate.testkit;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A page in a window of an {@link Engine}, as a person uses it. What it says and shows is waited for. Elements are CSS selectors. */
public final class EnginePage {
    public static final char ENTER = '\ue007';
    private static final char SHIFT = '\ue008';
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A look is a question to a browser that has a page to get ready meanwhile. */
    private static final Duration EVERY = Duration.ofMillis(30);

    /** The middle of an element once a mouse would hit it there. */
    private static final String MIDDLE = """
            (() => {
              const element = document.querySelector(%s);
              if (!element || element.disabled) return null;
              element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
              const { left, top, width, height } = element.getBoundingClientRect();
              const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
              const hit = document.elementFromPoint(x, y);
              return hit && (element.contains(hit) || hit.contains(element) && hit.matches('label')) ? [x, y] : null;
            })()
            """;

    private final Engine.Window window;

    public EnginePage(Engine.Window window) {
        this.window = window;
    }

    private static String quoted(String text) {
        return Json.createValue(text).toString();
    }

    private static String element(String css) {
        return "document.querySelector(" + quoted(css) + ")";
    }

    public void go(String url) {
        window.go(url);
    }

    public void close() {
        window.close();
    }

    /** The value of an expression, as it is now. */
    public JsonValue value(String expression) {
        return window.value(expression);
    }

    public String text(String expression) {
        return value(expression) instanceof JsonString text ? text.getString() : "";
    }

    /** Waits until an expression is true. */
    public void until(String expression) {
        until(expression, "main");
    }

    private void until(String expression, String about) {
        Deadline.await(expression, PATIENCE, EVERY, () -> value(expression) == JsonValue.TRUE, () -> now(about));
    }

    /** What there is in place of what is waited for. */
    private String now(String css) {
        return text("location.pathname + ' has ' + [...document.querySelectorAll(" + quoted(css)
                + ")].map((each) => each.outerHTML.slice(0, 300)).join(' | ')");
    }

    /** Waits until an element has a text in it. */
    public void says(String css, String part) {
        until(element(css) + "?.textContent.includes(" + quoted(part) + ") ?? false", css);
    }

    /** Waits until these are all the elements, with these texts. */
    public void lists(String css, String... texts) {
        String all =
                IntStream.range(0, texts.length).mapToObj(i -> quoted(texts[i])).collect(Collectors.joining(","));
        until(
                "JSON.stringify([...document.querySelectorAll(" + quoted(css)
                        + ")].map((each) => each.textContent.trim())) === JSON.stringify([" + all + "])",
                css);
    }

    /** Waits until an attribute has a value. */
    public void has(String css, String attribute, String value) {
        until(element(css) + "?.getAttribute(" + quoted(attribute) + ") === " + quoted(value), css);
    }

    public void isIn(String css, String state) {
        has(css, "data-state", state);
    }

    public void counts(String css, int number) {
        until("document.querySelectorAll(" + quoted(css) + ").length === " + number, css);
    }

    public void isSeen(String css) {
        until(element(css) + "?.getClientRects().length > 0", css);
    }

    /** A fraction of pixels is one. */
    public double number(String expression) {
        return value(expression) instanceof JsonNumber number ? number.doubleValue() : Double.NaN;
    }

    /** Once it is in the same place at two looks: what comes above it moves it. */
    public void click(String css) {
        AtomicReference<JsonValue> middle = new AtomicReference<>(JsonValue.NULL);
        String where = MIDDLE.formatted(quoted(css));
        Deadline.await(
                "to be clicked: " + css,
                PATIENCE,
                EVERY,
                () -> {
                    JsonValue before = middle.getAndSet(value(where));
                    return middle.get() != JsonValue.NULL && middle.get().equals(before);
                },
                () -> now(css));
        JsonArray at = middle.get().asJsonArray();
        window.perform("""
                [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [
                  {"type": "pointerMove", "x": %d, "y": %d, "origin": "viewport"},
                  {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]}]""".formatted(at.getInt(0), at.getInt(1)));
    }

    /** Types into the field that has the focus. */
    public void type(String text) {
        keys(text.codePoints()
                .mapToObj(Character::toString)
                .flatMap(key -> IntStream.of(0, 1).mapToObj(up -> key(up == 0, key)))
                .toList());
    }

    /** A new line where Enter would send. */
    public void typeShiftEnter() {
        String shift = Character.toString(SHIFT);
        String enter = Character.toString(ENTER);
        keys(List.of(key(true, shift), key(true, enter), key(false, enter), key(false, shift)));
    }

    private static String key(boolean down, String key) {
        return "{\"type\": \"" + (down ? "keyDown" : "keyUp") + "\", \"value\": " + quoted(key) + "}";
    }

    private void keys(List<String> actions) {
        window.perform("[{\"type\": \"key\", \"id\": \"keyboard\", \"actions\": [" + String.join(",", actions) + "]}]");
    }

    /** In place of what is in a field. */
    public void fill(String css, String text) {
        click(css);
        value(element(css) + ".select()");
        type(text);
        until(element(css) + ".value === " + quoted(text));
    }

    /** Chooses in a list or moves a slider. */
    public void choose(String css, String value) {
        value("((field) => { field.value = " + quoted(value) + "; for (const type of ['input', 'change'])"
                + " field.dispatchEvent(new Event(type, { bubbles: true })); })(" + element(css) + ")");
    }
}
