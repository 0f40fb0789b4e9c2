package dev.echolocate.feed;

class LocalLogTest extends LogContract {
    @Override
    EngineFixture open(Limits limits) {
        return new LocalFixture(limits);
    }
}
