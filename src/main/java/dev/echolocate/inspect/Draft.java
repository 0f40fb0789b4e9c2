package dev.echolocate.inspect;

import dev.echolocate.base.Opcode;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps that the opening handshake took, from the first draft that browsers shipped to the RFC. The keys are those of
 * the published examples.
 */
public enum Draft {
    /** The draft-hixie-thewebsocketprotocol-75 of February 2010: no keys. */
    HIXIE_75("hixie-75", "2010-02") {
        @Override
        public Exchanged shake(Destination destination) {
            List<Header> request = new ArrayList<>(List.of(
                    UPGRADE_OLD,
                    CONNECTION,
                    new Header("Host", destination.host()),
                    new Header("Origin", destination.origin())));
            List<Header> response = new ArrayList<>(List.of(
                    UPGRADE_OLD,
                    CONNECTION,
                    new Header("WebSocket-Origin", destination.origin()),
                    new Header("WebSocket-Location", destination.location())));
            return new Exchanged(
                    head(destination.get(), request),
                    Bytes.NONE,
                    head("HTTP/1.1 101 Web Socket Protocol Handshake", response),
                    Bytes.NONE);
        }
    },

    /** The draft-hixie-thewebsocketprotocol-76 of May 2010: a challenge that no other protocol answers by chance. */
    HIXIE_76("hixie-76", "2010-05") {
        @Override
        public Exchanged shake(Destination destination) {
            List<Header> request = List.of(
                    new Header("Host", destination.host()),
                    CONNECTION,
                    new Header("Sec-WebSocket-Key2", KEY_2),
                    UPGRADE_OLD,
                    new Header("Sec-WebSocket-Key1", KEY_1),
                    new Header("Origin", destination.origin()));
            List<Header> response = List.of(
                    UPGRADE_OLD,
                    CONNECTION,
                    new Header("Sec-WebSocket-Origin", destination.origin()),
                    new Header("Sec-WebSocket-Location", destination.location()));
            return new Exchanged(
                    head(destination.get(), request),
                    BODY,
                    head("HTTP/1.1 101 WebSocket Protocol Handshake", response),
                    Hixie76.shaken().answer());
        }
    },

    /** The draft-ietf-hybi-thewebsocketprotocol-10 of July 2011, version 8: one key, and the frames of today. */
    HYBI_10("hybi-10", "2011-07") {
        @Override
        public Exchanged shake(Destination destination) {
            return modern(destination, "Sec-WebSocket-Origin", "8");
        }
    },

    /** The RFC 6455 of December 2011, version 13. */
    RFC_6455("rfc-6455", "2011-12") {
        @Override
        public Exchanged shake(Destination destination) {
            return modern(destination, "Origin", "13");
        }
    };

    /** From the example of draft-hixie-thewebsocketprotocol-76, section 1.2. */
    public static final String KEY_1 = "4 @1  46546xW%0l 1 5";

    /** From the same. */
    public static final String KEY_2 = "12998 5 Y3 1  .P00";

    /** From the example of RFC 6455, section 1.2. */
    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    static final Bytes BODY = Bytes.utf8("^n:ds[4U");
    private static final Header UPGRADE_OLD = new Header("Upgrade", "WebSocket");
    private static final Header CONNECTION = new Header("Connection", "Upgrade");

    private final String id;
    private final String month;

    Draft(String id, String month) {
        this.id = id;
        this.month = month;
    }

    /** A request and its response in this version. */
    public abstract Exchanged shake(Destination destination);

    /** As the pages name it. */
    public String id() {
        return id;
    }

    /** When it was published, as {@code yyyy-mm}. */
    public String month() {
        return month;
    }

    /** A text as this version frames it; a client's, without a mask, so that the versions can be compared. */
    public byte[] frame(String text) {
        return this == HIXIE_75 || this == HIXIE_76
                ? HixieFrames.text(text)
                : new WireFrame(true, 0, Opcode.TEXT.code(), null, Bytes.utf8(text)).bytes();
    }

    private static Exchanged modern(Destination destination, String originName, String version) {
        List<Header> request = List.of(
                new Header("Host", destination.host()),
                new Header("Upgrade", "websocket"),
                CONNECTION,
                new Header("Sec-WebSocket-Key", KEY),
                new Header(originName, destination.origin()),
                new Header("Sec-WebSocket-Version", version));
        return new Exchanged(
                head(destination.get(), request),
                Bytes.NONE,
                head("HTTP/1.1 101 Switching Protocols", Opening.accepted(KEY)),
                Bytes.NONE);
    }

    private static Head head(String line, List<Header> headers) {
        return new Head(line, headers, true);
    }

    /**
     * What a handshake is for.
     *
     * @param host with the port where it is not the scheme's
     * @param path with its leading slash
     * @param origin of the page
     */
    public record Destination(String host, String path, String origin) {
        String get() {
            return "GET " + path + " HTTP/1.1";
        }

        String location() {
            return (origin.startsWith("https:") ? "wss://" : "ws://") + host + path;
        }
    }

    /**
     * A handshake.
     *
     * @param requestBody what follows the request's headers: hixie-76 has eight bytes there
     * @param responseBody what follows the response's headers: hixie-76 has sixteen bytes there
     */
    public record Exchanged(Head request, Bytes requestBody, Head response, Bytes responseBody) {}
}
