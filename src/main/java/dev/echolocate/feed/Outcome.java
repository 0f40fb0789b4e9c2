package dev.echolocate.feed;

/** What became of a write. Everything but DONE and UNKNOWN changed nothing that readers see. */
public enum Outcome {
    /** Sequenced: every reader will get it, or something newer of its key. */
    DONE,
    /** Not newer than what is there. The lease was taken and the life renewed. */
    STALE,
    /** The key belongs to somebody else. */
    NOT_OWNER,
    /** No room: too many keys, or too many bytes. */
    FULL,
    /** The writer's address has its share of the bytes of all feeds, and most of the whole is in use. */
    BYTES_OVER_SHARE,
    /** The writer's address has its share of the Board's keys, and most of them are in use. */
    KEYS_OVER_SHARE,
    /** Too many writes are under way, or more than the readers could be served. */
    BUSY,
    /** The engine can't be reached, and nothing was written. */
    UNAVAILABLE,
    /** The engine has not said in time what became of it. It may have been written, and nobody tries again. */
    UNKNOWN
}
