/** What every room may use: configuration, JSON, close codes. */
@NullMarked
package dev.echolocate.base;

import org.jspecify.annotations.NullMarked;
