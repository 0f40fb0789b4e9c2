package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Reading;
import dev.echolocate.testkit.Reading.By;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code feeds/{service}/{name}}: every feed over HTTP, the same as over WebSocket. What the contracts of it have in common. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
abstract class FeedsContract extends ContractTest {
    private static final String SECRET = "Echolocate-Secret: 0123456789abcdef";

    /** What can be published in each service, and told apart. */
    enum Service {
        BROADCAST {
            @Override
            String message(int n) {
                return "{\"text\":\"" + n + "\"}";
            }

            @Override
            int number(JsonObject item) {
                return Integer.parseInt(item.getString("text"));
            }
        },
        TRACKER {
            @Override
            String message(int n) {
                return "{\"id\":\"" + n + "\",\"lat\":1,\"lon\":2}";
            }

            @Override
            int number(JsonObject item) {
                return Integer.parseInt(item.getString("id"));
            }
        },
        CHAT {
            @Override
            String message(int n) {
                return "{\"text\":\"" + n + "\"}";
            }

            @Override
            int number(JsonObject item) {
                return Integer.parseInt(item.getString("text"));
            }

            @Override
            boolean counts(JsonObject item) {
                return item.containsKey("text");
            }

            @Override
            String query() {
                return "?name=Ann";
            }
        };

        abstract String message(int n);

        abstract int number(JsonObject item);

        /** Whether an item is one of those that are published here. */
        boolean counts(JsonObject item) {
            return true;
        }

        String query() {
            return "";
        }

        String path(String room) {
            return name().toLowerCase(java.util.Locale.ROOT) + "/" + room;
        }
    }

    Reading reading(By by, String feed, @Nullable String since) {
        return closeAfter(Reading.open(by, server(), feed, since));
    }

    void publish(Service service, String feed, int from, int to) {
        for (int n = from; n <= to; n++) {
            Response response = Http.post(server(), "/feeds/" + feed + service.query(), service.message(n), SECRET);
            assertEquals(200, response.status(), response.text());
        }
    }

    static List<Integer> numbers(Service service, Reading reading, int count) {
        return IntStream.range(0, count)
                .map(i -> number(service, reading))
                .boxed()
                .toList();
    }

    static int number(Service service, Reading reading) {
        while (true) {
            JsonObject item = reading.item();
            if (service.counts(item)) {
                return service.number(item);
            }
        }
    }

    static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }
}
