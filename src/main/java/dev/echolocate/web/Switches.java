package dev.echolocate.web;

import dev.echolocate.base.Escapes;
import dev.echolocate.base.Key;
import dev.echolocate.base.Names;
import dev.echolocate.base.Query;
import dev.echolocate.echo.EchoOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the operator has turned off of what this server can do. Immutable. */
public final class Switches {
    /** The error code of what is turned off. */
    public static final String CODE = "turned_off";

    public static final Key<Boolean> INSPECT = Key.onOrOff("services.inspect", true)
            .means("`inspect.html`, `/inspect`, and `api/handshake`, `api/accept`, `api/drafts`, `api/frames`."
                    + " Off: they are 404, and no page leads there.");

    public static final Key<Boolean> COMPARE = Key.onOrOff("services.compare", true)
            .means("`compare.html` and `api/traffic`. Off: they are 404, and no page leads there.");

    public static final Key<Boolean> DEFAULT_ROOMS = Key.onOrOff("services.default-rooms", true)
            .means("The channel and the rooms that one is in who names none, called `default`. Off: they are 404,"
                    + " and pages begin in a room of their own, that others have to be invited to.");

    public static final Key<Boolean> ECHO_OPTIONS = Key.onOrOff("services.echo-options", true)
            .means("What can be asked of `/echo` in its query, besides `prefix`. Off: who asks for any of it is"
                    + " answered with 404.");

    public static final Key<Boolean> QR =
            Key.onOrOff("services.qr", true).means("`qr`: links as QR codes. Off: it is 404, and pages show none.");

    private final Map<Feature, Boolean> on = new LinkedHashMap<>();

    /** What can be turned off. */
    public enum Feature {
        /** Handshakes and frames laid open: the page, the socket, and what programs ask. */
        INSPECT("inspect"),
        /** The race of the transports: the page, and the bytes that are counted for it. */
        COMPARE("compare"),
        /** The room or channel that one is in who names none. */
        DEFAULT_ROOMS("default-rooms"),
        /** What can be asked of the echo, besides its prefix. */
        ECHO_OPTIONS("echo-options"),
        /** QR codes of links. */
        QR("qr");

        private final String word;

        Feature(String word) {
            this.word = word;
        }

        /** The setting that turns it off. */
        public Key<Boolean> key() {
            return switch (this) {
                case INSPECT -> Switches.INSPECT;
                case COMPARE -> Switches.COMPARE;
                case DEFAULT_ROOMS -> Switches.DEFAULT_ROOMS;
                case ECHO_OPTIONS -> Switches.ECHO_OPTIONS;
                case QR -> Switches.QR;
            };
        }

        /** As in its setting, behind {@code services.}, and in {@code api/about}. */
        public String word() {
            return word;
        }

        /** What is said to whoever asks for it where it is off. */
        public String words() {
            return switch (this) {
                        case INSPECT -> "inspect is";
                        case COMPARE -> "compare is";
                        case DEFAULT_ROOMS -> "the room without a name of its own is";
                        case ECHO_OPTIONS -> "options of the echo, but for prefix=, are";
                        case QR -> "QR codes are";
                    }
                    + " turned off on this server (setting services." + word + ")";
        }

        /** The same, where people look. */
        public String inChinese() {
            return "这台服务器已关闭"
                    + switch (this) {
                        case INSPECT -> "透视";
                        case COMPARE -> "对比";
                        case DEFAULT_ROOMS -> "公共房间";
                        case ECHO_OPTIONS -> "回声的选项（prefix= 除外）";
                        case QR -> "二维码";
                    }
                    + "（设置 services." + word + "）";
        }
    }

    /** @param on whether a part is on; asked once for each */
    public Switches(Predicate<Feature> on) {
        for (Feature part : Feature.values()) {
            this.on.put(part, on.test(part));
        }
    }

    public boolean has(Feature part) {
        return Objects.requireNonNull(on.get(part));
    }

    /** Why a feed can't be had under this name, or null where it can. */
    public @Nullable String room(String room) {
        return Names.DEFAULT.equals(room) ? off(Feature.DEFAULT_ROOMS) : null;
    }

    /**
     * Why a WebSocket can't be had there, or null where it can.
     *
     * @param path undecoded, under the context path; where a room may be named and isn't, it is the one without a name
     */
    @Nullable
    String socket(String path, Query query) {
        String[] names = Escapes.undone(path).split("/", -1);
        String service = names.length > 1 ? names[1] : "";
        String room = names.length > 2 && !names[2].isEmpty() ? names[2] : Names.DEFAULT;
        return switch (service) {
            case "inspect" -> off(Feature.INSPECT);
            case "broadcast", "chat", "tracker", "room" -> room(room);
            case "echo" -> EchoOptions.any(query) ? off(Feature.ECHO_OPTIONS) : null;
            default -> null;
        };
    }

    private @Nullable String off(Feature part) {
        return has(part) ? null : part.words();
    }
}
