package dev.echolocate.feed;

class LocalBoardLifeTest extends BoardLifeContract {
    @Override
    EngineFixture open(FeedLimits limits) {
        return new LocalFixture(limits);
    }

    @Override
    long now(EngineFixture fixture) {
        return ((LocalFixture) fixture).millis();
    }
}
