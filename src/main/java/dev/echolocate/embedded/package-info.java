/** Our own server on Grizzly and Tyrus: listener, filters, static files, and what only an owner of the connection can do. */
@NullMarked
package dev.echolocate.embedded;

import org.jspecify.annotations.NullMarked;
