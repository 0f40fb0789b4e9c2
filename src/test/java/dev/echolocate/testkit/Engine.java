package dev.echolocate.testkit;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A browser other than Chromium, with as much of it as both can be asked for without a library: windows, scripts, mouse and keys. */
public interface Engine extends AutoCloseable {
    /** Which there are. */
    enum Kind {
        FIREFOX {
            @Override
            public Engine start() throws Exception {
                return Firefox.launch();
            }
        },
        WEBKIT {
            @Override
            public Engine start() throws Exception {
                return WebKit.launch();
            }
        };

        /** With a certificate of anybody accepted, and no position to tell. */
        public abstract Engine start() throws Exception;

        /** What this machine lacks for it, in words, or null. */
        public @Nullable String missing() {
            List<String> missing = new ArrayList<>();
            if (this == FIREFOX && Machine.firefox().isEmpty()) {
                missing.add(
                        "a Firefox (set FIREFOX to its path, or install Debian's package firefox-esr; Ubuntu's firefox is"
                                + " a snap, whose profile is where no test can put it: take Mozilla's package)");
            }
            if (this == WEBKIT) {
                Machine.webKitLacks()
                        .ifPresent(what -> missing.add(
                                what + " (packages webkit2gtk-driver, xvfb, xauth and dbus-x11 of Debian and Ubuntu)"));
            }
            return missing.isEmpty() ? null : Machine.inWords(missing);
        }
    }

    /** A new window with a page that has loaded. */
    Window open(String url);

    /** Ends the browser. */
    @Override
    void close();

    /** One of its windows. */
    interface Window {
        /** Goes to another page, as by a link, and returns when it has loaded. */
        void go(String url);

        /** The value of an expression, as JSON has it. */
        JsonValue value(String expression);

        /** Actions of an input device, as WebDriver writes them in both of its protocols. */
        void perform(String actions);

        /** As its person would: pages hear {@code pagehide}. */
        void close();
    }
}
