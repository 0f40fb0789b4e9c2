package dev.echolocate.contract;

import dev.echolocate.kit.On;
import dev.echolocate.kit.Where;

/** TLS changes nothing. */
@On(Where.OWN_TLS)
class ExchangeTlsTest extends ExchangeContract {}
