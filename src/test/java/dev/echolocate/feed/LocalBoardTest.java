package dev.echolocate.feed;

class LocalBoardTest extends BoardContract {
    @Override
    EngineFixture open(FeedLimits limits) {
        return new LocalFixture(limits);
    }
}
