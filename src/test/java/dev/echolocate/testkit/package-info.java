/** What tests need to meet a running server: clients that can do what no library does, and servers to start. */
@NullMarked
package dev.echolocate.testkit;

import org.jspecify.annotations.NullMarked;
