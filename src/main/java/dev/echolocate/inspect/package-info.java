/** The opening handshake and the frames of WebSocket laid open: RFC 6455, and the drafts before it. Pure. */
@NullMarked
package dev.echolocate.inspect;

import org.jspecify.annotations.NullMarked;
