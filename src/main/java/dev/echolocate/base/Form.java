package dev.echolocate.base;

import java.util.function.Function;

/**
 * How the values of a key are written. Immutable.
 *
 * @param allowed what may be written, to follow "must be" in a sentence
 * @param parse from text without outer spaces to the value; throws IllegalArgumentException for everything else
 * @param write from a value to a text that {@code parse} takes
 * @param flag whether it is true or false
 */
record Form<T>(String allowed, Function<String, T> parse, Function<T, String> write, boolean flag) {
    Form(String allowed, Function<String, T> parse, Function<T, String> write) {
        this(allowed, parse, write, false);
    }
}
