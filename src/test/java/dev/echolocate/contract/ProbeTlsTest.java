package dev.echolocate.contract;

import dev.echolocate.kit.On;
import dev.echolocate.kit.Where;

/** Over TLS, with a certificate that nobody vouches for. */
@On(Where.OWN_TLS)
class ProbeTlsTest extends ProbeContract {}
