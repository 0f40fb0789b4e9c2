package dev.echolocate.contract;

import dev.echolocate.kit.On;
import dev.echolocate.kit.Where;

/** Everything that holds of {@code ws} holds of {@code wss}. */
@On(Where.OWN_TLS)
class EchoTlsTest extends EchoContract {}
