package dev.echolocate.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.echolocate.kit.BrowserTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Modules of the pages that need no page. */
class ModulesBrowserIT extends BrowserTest {
    /** What a function of a module's exports makes of an argument. */
    private Object run(String module, String function, Object argument) {
        Page page = open(context(somebody()), "/index.html");
        return page.evaluate(
                "async ([module, argument]) => (" + function + ")(await import(module), argument)",
                List.of(server().url("/lib/" + module), argument));
    }

    private Object events(String stream) {
        return run(
                "transports/event-stream.js",
                "({EventStream}, text) => { const results = new Set();"
                        + " for (let cut = 0; cut <= text.length; cut++) { const seen = [];"
                        + " const stream = new EventStream({"
                        + " event: ({data, id, type}) => seen.push([type, id, data]), retry: ms => seen.push(['retry', ms])});"
                        + " stream.push(text.slice(0, cut)); stream.push(text.slice(cut)); results.add(JSON.stringify(seen)); }"
                        + " const one = [], bytes = new EventStream({"
                        + " event: ({data, id, type}) => one.push([type, id, data]), retry: ms => one.push(['retry', ms])});"
                        + " [...text].forEach(each => bytes.push(each)); results.add(JSON.stringify(one));"
                        + " return [...results].join(' or '); }",
                stream);
    }

    @Test
    void anEventStreamIsReadWhereverItIsCut() {
        assertEquals(
                "[[\"retry\",2000],[\"message\",\"a\",\"one\\ntwo\"],[\"other\",\"a\",\" three\"]]",
                events("\uFEFFretry: 2000\n\n:comment\nid: a\ndata: one\ndata:two\n\nevent: other\ndata:  three\n\n"));
    }

    @Test
    void linesOfAnEventStreamEndByCrLfCrOrLf() {
        String expected = "[[\"message\",\"7\",\"x\\ny\"],[\"message\",\"7\",\"z\"]]";
        for (String end : List.of("\n", "\r\n", "\r")) {
            // one LF more, which ends a CR that might have been half of a CR LF
            String stream = String.join(end, "id: 7", "data: x", "data: y", "", ":", "data: z", "", "") + "\n";
            assertEquals(expected, events(stream), end.replace("\r", "CR").replace("\n", "LF"));
        }
    }

    @Test
    void anEventWithoutDataOrEndIsNone() {
        assertEquals("[]", events("id: 1\n\nevent: x\n\ndata: never ended\n"));
        assertEquals("[[\"message\",\"\",\"\"]]", events("data\n\nretry: soon\nid: a\0b\nnonsense: 1\n\n"));
    }

    private Object decide(String steps) {
        return run("fallback.js", "({Fallback}) => { const fallback = new Fallback(); " + steps + " }", "");
    }

    private static final String DOWN = "{code: 0, reason: '', terminal: false, floor: 0}";
    private static final String FORBIDDEN = "{code: 403, reason: 'no', terminal: true, floor: 0}";

    @Test
    void whatFailsToOpenIsFollowedByTheNextAndAllByAPause() {
        assertEquals(
                "websocket sse longPoll poll 0",
                decide("const tried = [fallback.restart()]; let verdict;"
                        + " while (!(verdict = fallback.failed(tried.at(-1), " + DOWN
                        + ")).retry) tried.push(verdict.next);"
                        + " return [...tried, verdict.retry.code].join(' ');"));
    }

    @Test
    void aRefusalOnAllEndsIt() {
        assertEquals(
                Map.of("code", 403, "reason", "no", "terminal", true, "floor", 0),
                decide("fallback.failed('websocket', " + DOWN + "); fallback.failed('sse', " + FORBIDDEN + ");"
                        + " fallback.failed('longPoll', {skipped: true}); return fallback.failed('poll', " + FORBIDDEN
                        + ").end;"));
        assertEquals(
                true,
                decide("fallback.failed('sse', " + FORBIDDEN + "); return 'retry' in fallback.failed('poll', " + DOWN
                        + ");"));
    }

    @Test
    void theServersLastWordOnASocketEndsItAndABusyOneIsLeftAloneForAWhile() {
        assertEquals(true, decide("return 'end' in fallback.failed('websocket', {code: 1008, terminal: true});"));
        assertEquals(
                9000,
                decide("fallback.failed('websocket', " + DOWN + ");"
                        + " return fallback.failed('poll', {code: 503, terminal: false, floor: 9000}).retry.floor;"));
    }

    @Test
    void whatLivedIsTriedFirstUnlessItBreaksAgainAndAgain() {
        assertEquals(
                "websocket websocket sse websocket",
                decide("const drop = () => fallback.dropped('websocket', " + DOWN + ").from;"
                        + " const tries = [drop(), drop(), drop()]; fallback.steady('websocket');"
                        + " return [...tries, drop()].join(' ');"));
    }

    @Test
    void theWayUpIsTriedLessAndLessOftenAndSoonerWhereItWorkedBefore() {
        assertEquals(
                "30000 60000 120000 240000 300000 300000",
                decide("return Array.from({length: 6}, () => fallback.nextLook()).join(' ');"));
        assertEquals(
                "5000 10000 5000",
                decide("fallback.works('websocket'); const looks = [fallback.nextLook(), fallback.nextLook()];"
                        + " fallback.lookSoon(); return [...looks, fallback.nextLook()].join(' ');"));
    }

    @Test
    void whereWebSocketHasWorkedAGoneServerIsAwaitedTwiceBeforeAnythingElseIsTried() {
        String again = "fallback.restart(); const verdict = fallback.failed('websocket', " + DOWN + ");"
                + " return verdict.next ?? 'again';";
        assertEquals(
                "again again sse",
                decide("fallback.works('websocket'); const fail = () => { " + again + " };"
                        + " return [fail(), fail(), fail()].join(' ');"));
        assertEquals("sse", decide(again));
    }
}
