package dev.echolocate.contract;

import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;

/** The same bytes are counted: those before they are encrypted. */
@On(Where.OWN_TLS)
class TrafficRequestsTlsTest extends TrafficRequestsGrizzlyTest {}
