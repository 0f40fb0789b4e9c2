package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Geolocation;
import com.microsoft.playwright.options.MouseButton;
import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Server;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code tracker.html}: where the room meets. Set by a long press, a button or a key, told to all, and so is who arrives. */
class PlaceBrowserIT extends BrowserTest {
    private static final double LAT = 43.7396;
    private static final double LON = 7.4276;

    /** A page that is out of sight, and a system that shows notifications: what a browser without a screen has not. */
    private static final String OUT_OF_SIGHT = """
            window.away = false;
            window.notified = [];
            Object.defineProperty(document, 'hidden', { get: () => window.away });
            window.Notification = class {
              static permission = 'default';
              static async requestPermission() { this.permission = window.answer ?? 'granted'; }
              constructor(title, { body }) { window.notified.push(body); }
            };
            """;

    @Override
    protected Server start() {
        return new GrizzlyServer(Map.of("context-path", "/live", "rate.places", "0"));
    }

    private Page shared(BrowserContext context, String room, String name) {
        Page page = open(context, "/tracker.html?room=" + room);
        page.locator("#name").fill(name);
        page.locator("#agree").click();
        assertThat(page.locator("#people li.person[data-me=true]")).hasCount(1);
        return page;
    }

    private static void touch(CDPSession finger, String type, BoundingBox... at) {
        JsonArray points = new JsonArray();
        for (BoundingBox box : at) {
            JsonObject point = new JsonObject();
            point.addProperty("x", box.x + box.width / 2);
            point.addProperty("y", box.y + box.height / 2);
            points.add(point);
        }
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        finger.send("Input.dispatchTouchEvent", event);
    }

    /** A finger stays on the middle of the map until it is asked. */
    private static void longPress(BrowserContext context, Page page) {
        CDPSession finger = context.newCDPSession(page);
        touch(finger, "touchStart", page.locator("#map").boundingBox());
        assertThat(page.locator("#place-ask")).isVisible();
        touch(finger, "touchEnd");
    }

    private static Locator way(Page page, String name) {
        return page.locator("#people li.person", new Page.LocatorOptions().setHasText(name))
                .locator(".person-place");
    }

    @Test
    void aFingerSetsItAndAllAreToldAndWhoArrives() {
        BrowserContext desk = context(somebodyAt(LAT + 0.0072, LON));
        desk.addInitScript(OUT_OF_SIGHT);
        Page ana = shared(desk, "meet", "Ana");
        BrowserContext phone = context(onPhone(somebodyAt(LAT, LON)));
        Page ben = shared(phone, "meet", "Ben");
        assertThat(ana.locator("#people li.person")).hasCount(2);
        ben.locator("#locate").click();
        longPress(phone, ben);
        assertThat(ben.locator("#place-ask-title")).hasText("Meet here?");
        assertThat(ben.locator("#place-set")).isFocused();
        assertEquals(List.of(), violations(ben));
        screenshot(ben, "place-ask-phone");
        assertThat(ana.locator("#place")).isHidden();
        ben.locator("#place-set").tap();
        assertThat(ana.locator("#place-news")).hasText(Pattern.compile("\\d\\d:\\d\\d: Ben set the meeting point\\."));
        assertThat(ana.locator("#place-who")).hasText(Pattern.compile("Ben set it at \\d\\d:\\d\\d\\."));
        assertThat(ana.locator("#announcer")).hasText(Pattern.compile(".*Ben set the meeting point.*"));
        assertThat(ana.locator(".place-flag:not(.asked)")).hasCount(1);
        assertThat(way(ana, "Ana")).hasText("800 m to the meeting point");
        assertThat(way(ana, "Ben")).hasText("at the meeting point");
        assertThat(ben.locator("#person")).isHidden();
        ana.locator("#place-show").click();
        assertThat(ana.locator(".place-flag")).isInViewport();
        ana.locator("#place-notices").click();
        assertThat(ana.locator("#place-notices")).hasAttribute("aria-pressed", "true");
        assertEquals(List.of(), violations(ana));
        screenshot(ana, "place-desktop");
        screenshot(ben, "place-phone");

        phone.setGeolocation(new Geolocation(LAT - 0.01, LON));
        assertThat(way(ana, "Ben")).hasText("1.1 km to the meeting point");
        ana.evaluate("window.away = true");
        phone.setGeolocation(new Geolocation(LAT + 0.0003, LON));
        assertThat(ana).hasTitle("Ben is at the meeting point. · Room meet · Echolocate");
        assertThat(ana.locator("#place-news")).hasText(Pattern.compile(".*: Ben is at the meeting point\\."));
        assertThat(ben.locator("#place-news")).hasText(Pattern.compile(".*: You are at the meeting point\\."));
        Deadline.await(
                "a notification",
                () -> List.of("Ben is at the meeting point.").equals(ana.evaluate("window.notified")));
        ana.evaluate("() => { window.away = false; document.dispatchEvent(new Event('visibilitychange')); }");
        assertThat(ana).hasTitle("Room meet · Echolocate");

        ana.locator("#place-remove").click();
        assertThat(ben.locator("#place-news")).hasText(Pattern.compile(".*: Ana removed the meeting point\\."));
        assertThat(ben.locator("#place")).isHidden();
        assertThat(ben.locator(".place-flag")).hasCount(0);
        assertThat(way(ben, "Ana")).isHidden();
    }

    @Test
    void aKeyboardSetsItInTheMiddleAndSomebodyElseMovesIt() {
        Page page = open(
                context(somebody().setColorScheme(ColorScheme.DARK).setLocale("zh-CN")),
                "/tracker.html?watch&room=keys");
        FeedClient other = FeedClient.open(server(), "/room/keys?name=Cy");
        page.locator("#map").focus();
        page.keyboard().press("m");
        assertThat(page.locator("#place-ask-title")).hasText("在地图中央会合？");
        page.keyboard().press("Escape");
        assertThat(page.locator("#place-ask")).isHidden();
        assertThat(page.locator("#map")).isFocused();
        page.locator("#place-open").click();
        assertEquals(List.of(), violations(page));
        page.keyboard().press("Enter");
        assertThat(page.locator("#place-news")).hasText(Pattern.compile(".*：有人设置了会合点。"));
        other.send("{\"of\":\"place\",\"lat\":60.17,\"lon\":-179.5,\"name\":\"Harbour\"}");
        assertThat(page.locator("#place-news")).hasText(Pattern.compile(".*：Cy 移动了会合点。"));
        assertThat(page.locator("#place-name")).hasText("会合点：Harbour");
        page.locator("#zoom-in").click();
        page.locator("#zoom-in").click();
        Locator arrow = page.locator(".place-arrow");
        assertThat(arrow).isVisible();
        assertEquals(List.of(), violations(page));
        screenshot(page, "place-dark-zh");
        arrow.click();
        assertThat(arrow).isHidden();
        assertThat(page.locator(".place-flag")).isInViewport();
        other.send("{\"of\":\"place\",\"left\":true}");
        assertThat(page.locator("#place-news")).hasText(Pattern.compile(".*：Cy 移除了会合点。"));
        other.close();
    }

    @Test
    void whoRefusesNotificationsIsToldWhatToDo() {
        BrowserContext mine = context(somebodyAt(LAT, LON));
        mine.addInitScript(OUT_OF_SIGHT + "window.answer = 'denied';");
        Page page = shared(mine, "refused", "Ana");
        page.locator("#map").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        page.locator("#place-set").click();
        assertThat(page.locator("#place-notices-hint")).hasText(Pattern.compile("By a notification, .* screen on.*"));
        page.locator("#place-notices").click();
        assertThat(page.locator("#place-notices")).hasAttribute("aria-pressed", "false");
        assertThat(page.locator("#place-notices-hint"))
                .hasText(Pattern.compile("Your browser blocks notifications from this site\\. Allow them.*"));
    }
}
