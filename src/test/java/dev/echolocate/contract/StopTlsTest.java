package dev.echolocate.contract;

import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;

/** A stop is told over TLS too. */
@On(Where.OWN_TLS)
class StopTlsTest extends StopContract {
    StopTlsTest(Where where) {
        super(where);
    }
}
