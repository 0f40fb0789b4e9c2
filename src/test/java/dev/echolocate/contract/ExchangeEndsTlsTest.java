package dev.echolocate.contract;

import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;

/** TLS changes nothing. */
@On(Where.OWN_TLS)
class ExchangeEndsTlsTest extends ExchangeEndsContract {}
