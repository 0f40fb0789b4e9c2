package dev.echolocate.contract;

import dev.echolocate.kit.On;
import dev.echolocate.kit.Where;

/** The same bytes are counted: those before they are encrypted. */
@On(Where.OWN_TLS)
class TrafficTlsTest extends TrafficGrizzlyTest {}
