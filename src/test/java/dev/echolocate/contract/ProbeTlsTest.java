package dev.echolocate.contract;

import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;

/** Over TLS, with a certificate that nobody vouches for. */
@On(Where.OWN_TLS)
class ProbeTlsTest extends ProbeContract {}
