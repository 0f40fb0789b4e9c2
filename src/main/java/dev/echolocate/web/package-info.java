/** The endpoints: the only rooms that know jakarta.websocket and jakarta.servlet, besides app and embedded. */
@NullMarked
package dev.echolocate.web;

import org.jspecify.annotations.NullMarked;
