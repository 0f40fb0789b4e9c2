package dev.echolocate.contract;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code /broadcast[/{channel}]}: what its contracts have in common. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
abstract class BroadcastContract extends ContractTest {
    /** Some of these send as fast as they can. */
    @Override
    protected Map<String, String> settings() {
        return Map.of("rate.messages", "0");
    }

    static String channel() {
        return "/broadcast/" + fresh("channel");
    }

    static List<String> take(Client client, int count) {
        return IntStream.range(0, count).mapToObj(i -> client.next().text()).toList();
    }
}
