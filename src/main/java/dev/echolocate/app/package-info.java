/** The only assembler: builds everything, registers it in any container, or runs it by itself. */
@NullMarked
package dev.echolocate.app;

import org.jspecify.annotations.NullMarked;
