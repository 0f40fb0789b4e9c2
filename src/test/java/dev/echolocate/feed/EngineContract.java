package dev.echolocate.feed;

import org.junit.jupiter.api.Nested;

/** What every engine owes. Its test extends this and says how to open it; then each contract that is listed here runs on it. */
abstract class EngineContract {
    abstract EngineFixture open(FeedLimits limits);

    @Nested
    class LogReading extends LogReadingContract {
        @Override
        EngineFixture open(FeedLimits limits) {
            return EngineContract.this.open(limits);
        }
    }

    @Nested
    class LogBounds extends LogBoundsContract {
        @Override
        EngineFixture open(FeedLimits limits) {
            return EngineContract.this.open(limits);
        }
    }

    @Nested
    class BoardReading extends BoardReadingContract {
        @Override
        EngineFixture open(FeedLimits limits) {
            return EngineContract.this.open(limits);
        }
    }

    @Nested
    class BoardKeys extends BoardKeysContract {
        @Override
        EngineFixture open(FeedLimits limits) {
            return EngineContract.this.open(limits);
        }
    }

    @Nested
    class BoardLife extends BoardLifeContract {
        @Override
        EngineFixture open(FeedLimits limits) {
            return EngineContract.this.open(limits);
        }
    }

    @Nested
    class BoardBounds extends BoardBoundsContract {
        @Override
        EngineFixture open(FeedLimits limits) {
            return EngineContract.this.open(limits);
        }
    }
}
