/** The broadcast service: every message to every session of a channel, in one order for all. */
@NullMarked
package dev.echolocate.broadcast;

import org.jspecify.annotations.NullMarked;
