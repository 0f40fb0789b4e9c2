/** Certificates: one that the operator has, or one that we make ourselves. Knows the JDK and nothing else. */
@NullMarked
package dev.echolocate.tls;

import org.jspecify.annotations.NullMarked;
