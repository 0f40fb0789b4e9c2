package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Every byte that a client says and hears is counted, once, and where it belongs. */
@On(Where.OWN)
abstract class TrafficBytesContract extends ContractTest {
    static final Figures NOTHING = new Figures(0, 0, 0);

    record Figures(long requests, long received, long sent) {}

    /** Bytes said and heard so far. */
    record Mark(long sent, long received) {
        static Mark of(HttpWire wire) {
            return new Mark(wire.sent(), wire.received());
        }
    }

    /** So that a comment keeps streams alive soon. */
    @Override
    protected Map<String, String> settings() {
        return Map.of("ping.interval", "1s", "context-path", "/some/where");
    }

    HttpWire wire() {
        return closeAfter(new HttpWire(server()));
    }

    Figures figures(String channel, String way) {
        JsonObject figures = Http.get(server(), TrafficContract.address(channel))
                .json()
                .getJsonObject("transports")
                .getJsonObject(way);
        return new Figures(
                figures.getJsonNumber("requests").longValueExact(),
                figures.getJsonNumber("received").longValueExact(),
                figures.getJsonNumber("sent").longValueExact());
    }

    /** A channel that is looked at. */
    String looked() {
        String channel = fresh("counted");
        for (String way : List.of("websocket", "sse", "long-poll", "poll", "publish")) {
            assertEquals(NOTHING, figures(channel, way));
        }
        return channel;
    }

    static Figures since(Mark mark, HttpWire wire, int requests) {
        return new Figures(requests, wire.sent() - mark.sent(), wire.received() - mark.received());
    }

    static Figures all(HttpWire wire, int requests) {
        return since(new Mark(0, 0), wire, requests);
    }

    static String feed(String channel, String query) {
        return "/feeds/broadcast/" + channel + "?" + query;
    }
}
