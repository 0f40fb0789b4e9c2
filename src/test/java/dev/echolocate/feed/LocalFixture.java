package dev.echolocate.feed;

import java.time.Duration;

/** The in-process engine. */
final class LocalFixture implements EngineFixture {
    private long millis;
    final LocalEngine engine;

    LocalFixture(FeedLimits limits) {
        engine = new LocalEngine(limits, () -> millis);
    }

    @Override
    public long epochMillis() {
        return millis;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public void pass(Duration time) {
        millis += time.toMillis();
    }

    @Override
    public void advance(Duration time) {
        pass(time);
        engine.sweep();
    }

    @Override
    public void close() {
        engine.close();
    }
}
