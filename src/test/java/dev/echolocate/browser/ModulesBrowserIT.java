package dev.echolocate.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.echolocate.testkit.BrowserTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Modules of the pages that need no page. */
@Tag("browsers")
class ModulesBrowserIT extends BrowserTest {
    /** What a function of a module's exports makes of an argument. */
    private Object run(String module, String function, Object argument) {
        Page page = open(context(somebody()), "/index.html");
        return page.evaluate(
                "async ([module, argument]) => (" + function + ")(await import(module), argument)",
                List.of(server().url("/lib/" + module), argument));
    }

    private Object wire(String expression) {
        return run("wire.js", "(wire) => " + expression, "");
    }

    @Test
    void textsAreCountedInUtf8() {
        assertEquals(
                List.of(0, 1, 2, 3, 4, 12), wire("['', 'a', 'é', '中', '👋', 'aé中👋\\u00e9'].map(wire.utf8Length)"));
        assertEquals(
                true,
                wire("['', 'a\\u007f\\u0080\\u07ff\\u0800\\uffff', '\\ud83d\\udc4b!']"
                        + ".every(text => wire.utf8Length(text) === new TextEncoder().encode(text).length)"));
    }

    /** RFC 6455 5.2, with the lengths of its examples in 5.7: a text unmasked and masked, 256 bytes and 64 KiB. */
    @Test
    void framesTakeTwoFourOrTenBytesAndFourForAMask() {
        assertEquals(
                List.of(7, 11, 260, 65546),
                wire("[[5, false], [5, true], [256, false], [65536, false]].map(each => wire.frameLength(...each))"));
        assertEquals(
                List.of(2, 127, 130, 65539, 65546, 6, 131, 134),
                wire("[[0], [125], [126], [65535], [65536], [0, true], [125, true], [126, true]]"
                        + ".map(each => wire.frameLength(...each))"));
    }

    @Test
    void headsAndChunksAreCountedAsTheyAreWritten() {
        String head = "GET /x HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n";
        assertEquals(head.length(), wire("wire.headLength('GET /x HTTP/1.1', [['Host', 'a'], ['Accept', '*/*']])"));
        assertEquals(
                List.of("5\r\nhello\r\n".length(), "10\r\n\r\n".length() + 16), wire("[5, 16].map(wire.chunkLength)"));
        String whole = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n{..}";
        assertEquals(
                whole.length(),
                wire(
                        "wire.responseLength({status: 200, statusText: 'OK', headers: new Headers({'Content-Length': '4'})}, 4)"));
        String chunked = "HTTP/1.1 200 OK\r\ndate: now\r\n\r\n4\r\n{..}\r\n0\r\n\r\n";
        assertEquals(
                chunked.length(),
                wire("wire.responseLength({status: 200, statusText: 'OK', headers: new Headers({Date: 'now'})}, 4)"));
        assertEquals(
                "HTTP/1.1 204 \r\ndate: now\r\n\r\n".length(),
                wire("wire.responseLength({status: 204, statusText: '', headers: new Headers({Date: 'now'})}, 0)"));
    }

    @Test
    void requestsAreCountedByOneThatTheServerHasTold() {
        String learnt = "new wire.Requests({line: 'GET /api/handshake HTTP/1.1', headers: ["
                + "{name: 'Host', value: 'a.example'}, {name: 'Accept', value: 'application/json'},"
                + " {name: 'Sec-Fetch-Mode', value: 'cors'}]})";
        String get =
                "GET /feeds?since=1 HTTP/1.1\r\nHost: a.example\r\nAccept: text/event-stream\r\nSec-Fetch-Mode: cors\r\n\r\n";
        assertEquals(get.length(), wire(learnt + ".get('http://a.example/feeds?since=1', 'text/event-stream')"));
        String post = "POST /feeds HTTP/1.1\r\nHost: a.example\r\nAccept: application/json\r\nSec-Fetch-Mode: cors\r\n"
                + "Content-Type: application/json\r\nContent-Length: 12\r\nOrigin: https://a.example\r\n\r\n";
        assertEquals(post.length() + 12, wire(learnt + ".post('https://a.example/feeds', 12)"));
        String upgrade = "GET /ws HTTP/1.1\r\nHost: a.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Origin: https://a.example\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Protocol: feed.v1\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n";
        assertEquals(upgrade.length(), wire(learnt + ".upgrade('wss://a.example/ws', 'feed.v1')"));
        String upgraded = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: feed.v1\r\n\r\n";
        assertEquals(upgraded.length(), wire(learnt + ".upgraded('feed.v1')"));
        String everywhere = "X-Content-Type-Options: nosniff\r\n";
        assertEquals(
                upgraded.length() + everywhere.length(),
                wire(
                        "new wire.Requests({line: '', headers: []}, new Headers({'X-Content-Type-Options': 'nosniff', Date: 'now',"
                                + " 'Content-Type': 'a/b', 'Content-Length': '1', 'Cache-Control': 'no-store', Vary: 'Accept'}))"
                                + ".upgraded('feed.v1')"));
    }

    @Test
    void percentilesAreRightToOnePercent() {
        String ranks = "const all = Array.from({length: 10000}, (_, i) => 0.2 + scale * i);"
                + " for (const each of all) { histogram.add(each); }"
                + " for (const share of [0.01, 0.5, 0.9, 0.99, 1]) {"
                + " const right = all[Math.ceil(share * all.length) - 1];"
                + " if (Math.abs(histogram.percentile(share) / right - 1) > 0.0101) {"
                + " wrong.push([scale, share, right, histogram.percentile(share)]); } }"
                + " if (histogram.worst !== all.at(-1) || histogram.count !== all.length) { wrong.push('worst'); }";
        assertEquals(
                List.of(),
                run(
                        "compare/histogram.js",
                        "({Histogram}) => { const wrong = [];"
                                + " for (const scale of [0.001, 0.1, 10]) { const histogram = new Histogram();" + ranks
                                + " }"
                                + " return wrong; }",
                        ""));
        assertEquals(
                true,
                run(
                        "compare/histogram.js",
                        "({Histogram}) => { const histogram = new Histogram();"
                                + " const before = histogram.percentile(0.5); histogram.add(0); histogram.add(1e9);"
                                + " const [low, high] = [histogram.percentile(0.5), histogram.percentile(1)]; histogram.clear();"
                                + " return before === undefined && low <= 0.1 && high > 6e5 && histogram.percentile(0.5) === undefined; }",
                        ""));
    }

    @Test
    void aRecentHistogramForgets() {
        assertEquals(
                List.of(true, true, true, true),
                run(
                        "compare/histogram.js",
                        "({RecentHistogram}) => { const recent = new RecentHistogram(3);"
                                + " const near = (value, right) => Math.abs(value / right - 1) < 0.0101;"
                                + " recent.add(100); recent.advance(); recent.add(1000); recent.add(1000);"
                                + " const seen = [near(recent.percentile(0.5), 1000), near(recent.percentile(0.3), 100)];"
                                + " recent.advance(); recent.advance(); seen.push(near(recent.percentile(0.01), 1000));"
                                + " recent.advance(); seen.push(recent.percentile(0.5) === undefined); return seen; }",
                        ""));
    }

    @Test
    void aRateIsThatOfTheLastFifteenSeconds() {
        assertEquals(
                java.util.Arrays.asList(null, 10, 10, 20, null, 5),
                run(
                        "compare/figures.js",
                        "({Rate}) => { const rate = new Rate(); const seen = [];"
                                + " seen.push(rate.look(0) ?? null, rate.look(10), rate.look(20));"
                                + " for (let n = 1; n <= 15; n++) { rate.look(20 + 20 * n); }"
                                + " seen.push(rate.look(340), rate.look(0) ?? null, rate.look(5)); return seen; }",
                        ""));
    }

    @Test
    void aChangeIsReadAsItWasWrittenAndNothingElseIs() {
        assertEquals(
                List.of(Map.of("number", 17, "at", 20431.2, "what", "draw 1 2,3"), true),
                run(
                        "compare/change.js",
                        "({writeChange, readChange}) => [readChange(writeChange(17, 20431.2, 'draw 1 2,3')),"
                                + " ['', 'x', '1 2', 'a 2 probe', '1 b probe', '1.5 2 probe', undefined]"
                                + ".every(each => readChange(each) === undefined)]",
                        ""));
    }

    @Test
    void onlyWhatWasSaidHereCountsAndOnceOnEachLane() {
        assertEquals(
                List.of(true, true, false, false, false, false, false, true, false, true),
                run(
                        "compare/said.js",
                        "({Said}) => { const said = new Said(); said.say(1, 10.5); said.say(2, 11);"
                                + " const comes = (number, at, lane) => said.comes({number, at}, lane);"
                                + " const seen = [comes(1, 10.5, 0), comes(1, 10.5, 3), comes(1, 10.5, 0),"
                                + " comes(2, 11.1, 0), comes(3, 0, 0), comes(0, 0, 0), comes(-1, NaN, 0), comes(2, 11, 0)];"
                                + " for (let n = 3; n <= 40000; n++) { said.say(n, n); }"
                                + " return [...seen, comes(1, 10.5, 1), comes(40000, 40000, 0)]; }",
                        ""));
    }

    @Test
    void aPieceThatIsLostIsNotAwaitedOnceALaterChangeHasCome() {
        assertEquals(
                List.of(true, true, false, true, "5.0 ms", false, "5.0 ms"),
                run(
                        "compare/draw/replay.js",
                        "({Replay}) => { const [canvas, words, bar] = ['canvas', 'p', 'p'].map(each => document.createElement(each));"
                                + " const replay = new Replay(canvas, words, bar); const seen = []; const said = () => (replay.show(500), words.textContent);"
                                + " replay.left(100); replay.left(200); seen.push(replay.behind);"
                                + " replay.came({at: 100, what: 'draw 0 1,1'}, 105); seen.push(replay.behind);"
                                + " replay.came({at: 150, what: 'probe'}, 151);"
                                + " seen.push(replay.came({at: 250, what: 'probe'}, 260) && replay.behind);"
                                + " seen.push(!replay.behind, said());"
                                + " replay.left(300); replay.forget();"
                                + " seen.push(replay.came({at: 300, what: 'draw 0 2,2'}, 90000), said()); return seen; }",
                        ""));
    }

    /** What is told of bytes: of each answer ('503', 'none', or what the server has sent), and of 'clear' and 'rest'. */
    private Object told(String... steps) {
        return run(
                "compare/traffic.js",
                "async ({Traffic}, steps) => { const traffic = new Traffic('x'); const {signal} = new AbortController(); let asked = 0;"
                        + " const seen = []; for (const step of steps) {"
                        + " if (step === 'clear' || step === 'rest') { traffic[step](); continue; }"
                        + " window.fetch = async () => { asked++; if (step === 'none') { throw new TypeError(); }"
                        + " return step === '503' ? new Response('', {status: 503}) : Response.json(step === 'not' ? {measured: false}"
                        + " : {measured: true, transports: {sse: {received: 1, sent: Number(step)}}}); };"
                        + " await traffic.ask(signal); seen.push(traffic.of('sse')?.in ?? 'computed'); }"
                        + " return seen.join(' ') + ', asked ' + asked; }",
                List.of(steps));
    }

    @Test
    void bytesAreMeasuredFromTheBeginningOrNotAtAll() {
        assertEquals("0 50 50 75, asked 4", told("100", "150", "none", "175"));
        assertEquals("computed computed 0 5, asked 3", told("503", "10", "clear", "20", "25"));
        assertEquals("computed computed, asked 1", told("not", "10"));
        assertEquals("computed computed, asked 1", told("none", "10"));
        assertEquals("0 50 computed computed 0, asked 4", told("100", "150", "20", "30", "clear", "30"));
        assertEquals("0 50 50 55, asked 4", told("100", "150", "rest", "0", "5"));
    }

    @Test
    void aConnectionThatIsGoneLeavesNothingWithTheSignalOfItsLane() {
        assertEquals(
                0,
                run(
                        "compare/websocket.js",
                        "async ({readByWebSocket}) => { const {signal} = new AbortController(); const held = new Set();"
                                + " signal.addEventListener = (_, heard) => held.add(heard);"
                                + " signal.removeEventListener = (_, heard) => held.delete(heard);"
                                + " const line = {socketAddress: () => 'ws://' + location.host + '/nothing-here',"
                                + " willUpgrade() {}, failure: () => new Error()};"
                                + " await readByWebSocket(line, signal).catch(() => undefined); return held.size; }",
                        ""));
        excuse("console error: WebSocket connection to");
    }

    private Object reading(String rows) {
        return run(
                "compare/reading.js",
                "({read}) => read(" + rows
                        + ".map(([name, late, worst, each, count = 100]) => ({name, each, measured: true,"
                        + " figures: {latency: {count, worst, percentile: () => late}}})), {name: each => each, list: each => each.join('+'),"
                        + " millis: each => each + 'ms', times: each => 'x' + each})"
                        + ".map(([key, values]) => [key, ...Object.values(values).map(each => typeof each === 'function' ? each() : each)]"
                        + ".join(' '))",
                "");
    }

    @Test
    void theTwoSentencesFollowFromTheFigures() {
        assertEquals(
                List.of(
                        "compare.reading.late ws+sse 5ms poll 500ms 900ms x100",
                        "compare.reading.costMeasured long 1200 ws 60 x20"),
                reading("[['poll', 500, 900, 90], ['ws', 4, 9, 60], ['long', 10, 30, 1200], ['sse', 5, 8, 100]]"));
        assertEquals(
                List.of("compare.reading.even 5ms", "compare.reading.costMeasured sse 100 ws 50 x2"),
                reading("[['ws', 4, 9, 50], ['sse', 5, 8, 100]]"));
        assertEquals(List.of("compare.reading.none 5"), reading("[['ws', 4, 9, 50], ['sse', 5, 8, 100, 4]]"));
    }
}
