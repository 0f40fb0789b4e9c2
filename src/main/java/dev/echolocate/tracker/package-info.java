/** The tracker service: who is where, on a Board per room. */
@NullMarked
package dev.echolocate.tracker;

import org.jspecify.annotations.NullMarked;
