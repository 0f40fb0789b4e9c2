package dev.echolocate.feed;

class LocalBoardTest extends BoardContract {
    @Override
    EngineFixture open(Limits limits) {
        return new LocalFixture(limits);
    }
}
