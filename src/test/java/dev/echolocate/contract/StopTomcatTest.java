package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.LogWatch;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.TomcatServer;
import dev.echolocate.testkit.Where;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Tomcat finds when the application has been stopped. */
@On(Where.TOMCAT)
class StopTomcatTest {
    @Test
    void anUndeployedApplicationLeavesNoClassLoader() {
        try (LogWatch log = new LogWatch();
                TomcatServer server = new TomcatServer(Map.of())) {
            for (int i = 0; i < 5; i++) {
                Client plain = Client.plain(server, "/broadcast");
                plain.send("hello");
                plain.next();
                FeedClient feed = FeedClient.open(server, "/tracker");
                feed.send("{\"id\":\"a" + i + "\",\"lat\":1,\"lon\":2}");
                feed.item();
            }
            log.heard();
            WeakReference<ClassLoader> loader = server.undeploy();
            assertEquals(List.of(), log.heard(), "Tomcat found threads, thread locals or the like");
            Deadline.await("the class loader of the application is collected", () -> {
                System.gc();
                return loader.get() == null;
            });
        }
    }
}
