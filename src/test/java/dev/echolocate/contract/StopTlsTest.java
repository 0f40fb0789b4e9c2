package dev.echolocate.contract;

import dev.echolocate.kit.On;
import dev.echolocate.kit.Where;

/** A stop is told over TLS too. */
@On(Where.OWN_TLS)
class StopTlsTest extends StopContract {
    StopTlsTest(Where where) {
        super(where);
    }
}
