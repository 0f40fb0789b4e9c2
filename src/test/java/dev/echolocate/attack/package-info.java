/** What one client could do to all the others, and can't: each attack beside a client that must notice nothing. */
@NullMarked
package dev.echolocate.attack;

import org.jspecify.annotations.NullMarked;
