/** Claims: keys on a Board that are somebody's for as long as a session lives, and a while longer. */
@NullMarked
package dev.echolocate.presence;

import org.jspecify.annotations.NullMarked;
