package dev.echolocate.feed;

import java.time.Duration;

/** An engine under test, with its clock in the test's hand. */
interface EngineFixture extends AutoCloseable {
    Engine engine();

    /** By the engine's clock. */
    long epochMillis();

    /** Lets time pass, and nothing is done yet. */
    void pass(Duration time);

    /** Lets time pass, and does what is due. */
    void advance(Duration time);

    @Override
    void close();
}
