/** Feeds: sequenced entries in this node's memory, read from a cursor; and the in-process engine. */
@NullMarked
package dev.echolocate.feed;

import org.jspecify.annotations.NullMarked;
