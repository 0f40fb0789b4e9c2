package dev.echolocate.web;

import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Opcode;
import dev.echolocate.inspect.Accept;
import dev.echolocate.inspect.Bytes;
import dev.echolocate.inspect.DecodedFrame;
import dev.echolocate.inspect.Draft;
import dev.echolocate.inspect.FrameDecoder;
import dev.echolocate.inspect.Head;
import dev.echolocate.inspect.Header;
import dev.echolocate.inspect.Hixie76;
import dev.echolocate.inspect.Opening;
import dev.echolocate.inspect.ProbeEnd;
import dev.echolocate.inspect.ProbeFrame;
import dev.echolocate.inspect.WireFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the page is told of handshakes and frames. */
public final class InspectJson {
    /** One below and one above each step, and the most there can be. */
    private static final List<Long> LENGTHS = List.of(0L, 125L, 126L, 65_535L, 65_536L, Long.MAX_VALUE);

    /** Characters of a frame, about. */
    private static final int FRAME = 640;

    private InspectJson() {}

    public static String handshake(Opening opening) {
        JsonWriter json = new JsonWriter().object().object("handshake");
        head("request", opening.request(), json).end();
        head("response", opening.response(), json).end();
        return json.done();
    }

    public static String request(Head request) {
        return head("request", request, new JsonWriter().object()).done();
    }

    /** It is still open. */
    private static JsonWriter head(String name, Head head, JsonWriter json) {
        json.object(name).member("line", head.line()).array("headers");
        for (Header header : head.headers()) {
            json.object()
                    .member("name", header.name())
                    .member("value", header.value())
                    .end();
        }
        return json.end().member("original", head.original());
    }

    public static String accept(Accept accept) {
        return new JsonWriter()
                .object()
                .member("key", accept.key())
                .member("wellFormed", accept.wellFormed())
                .member("guid", Accept.GUID)
                .member("joined", accept.joined())
                .member("sha1", accept.sha1())
                .member("accept", accept.accept())
                .done();
    }

    public static String drafts(Draft.Destination destination, String text) {
        JsonWriter json = new JsonWriter(4096).object().array("drafts");
        for (Draft draft : Draft.values()) {
            Draft.Exchanged shaken = draft.shake(destination);
            json.object().member("id", draft.id()).member("month", draft.month());
            head("request", shaken.request(), json)
                    .member("body", text(shaken.requestBody()))
                    .end();
            head("response", shaken.response(), json)
                    .member("body", text(shaken.responseBody()))
                    .end();
            json.member("frame", Bytes.of(draft.frame(text)).hex()).end();
        }
        Hixie76 challenge = Hixie76.shaken();
        return json.end()
                .object("challenge")
                .member("number1", challenge.number1())
                .member("number2", challenge.number2())
                .member("challenge", challenge.challenge().hex())
                .member("answer", challenge.answer().hex())
                .end()
                .member("text", text)
                .done();
    }

    private static String text(Bytes bytes) {
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    /** The sixteen opcodes, and the header of a frame on either side of each step of the length. */
    public static String reference() {
        JsonWriter json = new JsonWriter(2048).object().array("opcodes");
        for (int code = 0; code < 16; code++) {
            json.object()
                    .member("code", code)
                    .member("name", FrameJson.opcode(code))
                    .member("control", Opcode.controls(code))
                    .end();
        }
        json.end().array("lengths");
        WireFrame frame = new WireFrame(true, 0, Opcode.BINARY.code(), null, Bytes.NONE);
        for (long length : LENGTHS) {
            byte[] header = frame.header(length);
            json.object()
                    .member("length", Long.toString(length))
                    .member("bits", header.length == 2 ? 7 : 8 * (header.length - 2))
                    .member("header", Bytes.of(header).hex())
                    .end();
        }
        return json.done();
    }

    /** The frames among bytes. */
    public static String frames(byte[] bytes) {
        List<DecodedFrame> frames = FrameDecoder.decode(bytes);
        JsonWriter json = new JsonWriter(FRAME * (1 + frames.size())).object();
        return frames(Bytes.of(bytes), frames, json).done();
    }

    private static JsonWriter frames(Bytes bytes, List<DecodedFrame> frames, JsonWriter json) {
        return FrameJson.write(frames, json.member("hex", bytes.hex()));
    }

    /** A probe shook hands. */
    public static String opened(String request, String response) {
        return new JsonWriter()
                .object()
                .object("probe")
                .member("state", "open")
                .member("request", request)
                .member("response", response)
                .done();
    }

    /** A probe's frame. */
    public static String probed(ProbeFrame frame) {
        JsonWriter json = new JsonWriter(FRAME).object().object(frame.sent() ? "sent" : "received");
        return frames(frame.bytes(), List.of(frame.decoded()), json)
                .flag("automatic", frame.automatic())
                .done();
    }

    /** A probe is over. */
    public static String ended(ProbeEnd end) {
        boolean told = !end.request().isEmpty();
        JsonWriter json = new JsonWriter()
                .object()
                .object("probe")
                .member("state", FrameJson.lower(end.kind().state()))
                .member("why", FrameJson.lower(end.kind()))
                .member("words", end.kind().words())
                .member("request", told ? end.request() : null)
                .member("response", told ? end.response() : null);
        return FrameJson.close(end.close(), json).done();
    }
}
