package dev.echolocate.web;

import dev.echolocate.base.Json;
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
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the page is told of handshakes and frames. */
public final class InspectJson {
    /** One below and one above each step, and the most there can be. */
    private static final List<Long> LENGTHS = List.of(0L, 125L, 126L, 65_535L, 65_536L, Long.MAX_VALUE);

    private InspectJson() {}

    public static String handshake(Opening opening) {
        JsonObjectBuilder both =
                Json.object().add("request", head(opening.request())).add("response", head(opening.response()));
        return Json.object().add("handshake", both).build().toString();
    }

    public static String request(Head request) {
        return Json.object().add("request", head(request)).build().toString();
    }

    private static JsonObjectBuilder head(Head head) {
        JsonArrayBuilder headers = Json.array();
        for (Header header : head.headers()) {
            headers.add(Json.object().add("name", header.name()).add("value", header.value()));
        }
        return Json.object().add("line", head.line()).add("headers", headers).add("original", head.original());
    }

    public static String accept(Accept accept) {
        return Json.object()
                .add("key", accept.key())
                .add("wellFormed", accept.wellFormed())
                .add("guid", Accept.GUID)
                .add("joined", accept.joined())
                .add("sha1", accept.sha1())
                .add("accept", accept.accept())
                .build()
                .toString();
    }

    public static String drafts(Draft.Place place, String text) {
        JsonArrayBuilder drafts = Json.array();
        for (Draft draft : Draft.values()) {
            Draft.Exchanged shaken = draft.shake(place);
            drafts.add(Json.object()
                    .add("id", draft.id())
                    .add("month", draft.month())
                    .add("request", head(shaken.request()).add("body", text(shaken.requestBody())))
                    .add("response", head(shaken.response()).add("body", text(shaken.responseBody())))
                    .add("frame", Bytes.of(draft.frame(text)).hex()));
        }
        Hixie76 challenge = Hixie76.shaken();
        JsonObjectBuilder steps = Json.object()
                .add("number1", challenge.number1())
                .add("number2", challenge.number2())
                .add("challenge", challenge.challenge().hex())
                .add("answer", challenge.answer().hex());
        return Json.object()
                .add("drafts", drafts)
                .add("challenge", steps)
                .add("text", text)
                .build()
                .toString();
    }

    private static String text(Bytes bytes) {
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    /** The sixteen opcodes, and the header of a frame on either side of each step of the length. */
    public static String reference() {
        JsonArrayBuilder opcodes = Json.array();
        for (int code = 0; code < 16; code++) {
            opcodes.add(Json.object()
                    .add("code", code)
                    .add("name", FrameJson.opcode(code))
                    .add("control", Opcode.controls(code)));
        }
        JsonArrayBuilder lengths = Json.array();
        WireFrame frame = new WireFrame(true, 0, Opcode.BINARY.code(), null, Bytes.NONE);
        for (long length : LENGTHS) {
            byte[] header = frame.header(length);
            lengths.add(Json.object()
                    .add("length", Long.toString(length))
                    .add("bits", header.length == 2 ? 7 : 8 * (header.length - 2))
                    .add("header", Bytes.of(header).hex()));
        }
        return Json.object()
                .add("opcodes", opcodes)
                .add("lengths", lengths)
                .build()
                .toString();
    }

    /** The frames among bytes. */
    public static String frames(byte[] bytes) {
        StringBuilder json = new StringBuilder("{");
        frames(Bytes.of(bytes), FrameDecoder.decode(bytes), json);
        return json.append('}').toString();
    }

    private static void frames(Bytes bytes, List<DecodedFrame> frames, StringBuilder json) {
        json.append("\"hex\":\"").append(bytes.hex()).append("\",\"frames\":");
        FrameJson.write(frames, json);
    }

    /** A probe shook hands. */
    public static String opened(String request, String response) {
        return Json.object()
                .add(
                        "probe",
                        Json.object()
                                .add("state", "open")
                                .add("request", request)
                                .add("response", response))
                .build()
                .toString();
    }

    /** A probe's frame. */
    public static String probed(ProbeFrame frame) {
        StringBuilder json = new StringBuilder(frame.sent() ? "{\"sent\":{" : "{\"received\":{");
        frames(frame.bytes(), List.of(frame.decoded()), json);
        return json.append(frame.automatic() ? ",\"automatic\":true}}" : "}}").toString();
    }

    /** A probe is over. */
    public static String ended(ProbeEnd end) {
        JsonObjectBuilder json = Json.object()
                .add("state", FrameJson.lower(end.kind().state()))
                .add("why", FrameJson.lower(end.kind()))
                .add("words", end.kind().words());
        if (!end.request().isEmpty()) {
            json.add("request", end.request()).add("response", end.response());
        }
        DecodedFrame.Close close = end.close();
        if (close != null) {
            json.add("close", Json.object().add("code", close.code()).add("reason", Json.value(close.reason())));
        }
        return Json.object().add("probe", json).build().toString();
    }
}
