package dev.echolocate.base;

import java.util.function.Function;

/**
 * How the values of a key are written. Immutable.
 *
 * @param allowed what may be written, to follow "must be" in a sentence
 * @param parse from text without outer spaces to the value; throws IllegalArgumentException for everything else
 * @param write from a value to a text that {@code parse} takes
 */
record Form<T>(String allowed, Function<String, T> parse, Function<T, String> write, FormKind kind) {
    /** What else is to be known of it. */
    enum FormKind {
        PLAIN,
        /** It is true or false, so that a key's name alone may mean true. */
        FLAG,
        /** Nobody else may see it, and spaces around it are part of it. */
        SECRET,
        /** It is bytes, a part of the heap. */
        HEAP_SHARE
    }

    Form(String allowed, Function<String, T> parse, Function<T, String> write) {
        this(allowed, parse, write, FormKind.PLAIN);
    }
}
