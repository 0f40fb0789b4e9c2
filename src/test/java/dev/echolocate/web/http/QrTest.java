package dev.echolocate.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.web.Admission;
import dev.echolocate.web.Gate;
import dev.echolocate.web.Hosts;
import dev.echolocate.web.Proxies;
import dev.echolocate.web.Rates;
import dev.echolocate.web.Readiness;
import dev.echolocate.web.Switches;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QrTest {
    private static final String ADDRESS = "192.0.2.1";

    @Test
    void whatWasMadeIsNotMadeAgain() {
        Work work = new Work("work", 1, new Budget(8), new Budget(1 << 20), new Counters<>(Refusal.class), Thread::new);
        Admission anybody = new Admission(
                new Readiness(),
                new Proxies(List.of(), Proxies.X_FORWARDED_FOR),
                new Hosts(Set.of()),
                new Gate(List.of(), true),
                new Switches(part -> true),
                new Budget(0),
                Rates.perSecond(0, () -> 0),
                Rates.perMinute(0, () -> 0),
                new Counters<>(Refusal.class));
        Qr qr = new Qr(anybody, work);
        AskedExchange first = new AskedExchange(ADDRESS, "text=a");
        qr.handle(first);
        assertEquals(200, first.status());
        // From here on, nothing is made.
        work.close();
        AskedExchange again = new AskedExchange("192.0.2.2", "text=a");
        qr.handle(again);
        assertEquals(200, again.status());
        assertEquals(first.text(), again.text());
        AskedExchange other = new AskedExchange(ADDRESS, "text=b");
        qr.handle(other);
        assertEquals(503, other.status());
    }
}
