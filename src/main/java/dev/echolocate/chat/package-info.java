/** The chat: who is here, and what was said. */
@NullMarked
package dev.echolocate.chat;

import org.jspecify.annotations.NullMarked;
