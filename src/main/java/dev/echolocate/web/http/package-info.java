/** Requests and their answers: the feeds over HTTP, and what is asked under {@code api/}; on a servlet's exchange, or on our own. */
@NullMarked
package dev.echolocate.web.http;

import org.jspecify.annotations.NullMarked;
