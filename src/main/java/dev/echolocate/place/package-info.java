/** Where a room wants to meet: one place a room, on a Board of its own. */
@NullMarked
package dev.echolocate.place;

import org.jspecify.annotations.NullMarked;
