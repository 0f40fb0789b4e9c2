package dev.echolocate.contract;

import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;

/** What holds of {@code ws} holds of {@code wss}. */
@On(Where.OWN_TLS)
class EchoClosesTlsTest extends EchoClosesContract {}
