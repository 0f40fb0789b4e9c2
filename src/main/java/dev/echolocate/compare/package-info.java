/** What the ways to one feed cost, in bytes on the connection. */
@NullMarked
package dev.echolocate.compare;

import org.jspecify.annotations.NullMarked;
