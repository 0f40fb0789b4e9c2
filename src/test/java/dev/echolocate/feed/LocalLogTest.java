package dev.echolocate.feed;

class LocalLogTest extends LogContract {
    @Override
    EngineFixture open(FeedLimits limits) {
        return new LocalFixture(limits);
    }
}
