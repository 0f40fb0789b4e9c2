/** The launcher at the root of the WAR; it sees nothing but the JDK. */
@NullMarked
package dev.echolocate.launch;

import org.jspecify.annotations.NullMarked;
