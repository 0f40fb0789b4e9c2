package dev.echolocate.feed;

class LocalEngineTest extends EngineContract {
    @Override
    EngineFixture open(FeedLimits limits) {
        return new LocalFixture(limits);
    }
}
