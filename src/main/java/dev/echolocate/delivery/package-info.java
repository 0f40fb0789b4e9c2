/** Subscribers pump feeds into sinks: one operation in flight, a deadline, a pace. */
@NullMarked
package dev.echolocate.delivery;

import org.jspecify.annotations.NullMarked;
