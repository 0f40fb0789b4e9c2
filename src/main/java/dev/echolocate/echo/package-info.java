/** The echo service: plain Java, no container. */
@NullMarked
package dev.echolocate.echo;

import org.jspecify.annotations.NullMarked;
