package dev.echolocate.feed;

/** What became of a write. Everything but DONE changed nothing that readers see. */
public enum Outcome {
    /** Sequenced: every reader will get it, or something newer of its key. */
    DONE,
    /** Not newer than what is there. The lease was taken and the life renewed. */
    STALE,
    /** The key belongs to somebody else. */
    NOT_OWNER,
    /** No room: too many keys, or too many bytes. */
    FULL,
    /** Too many writes are under way. */
    BUSY,
    /** The engine can't be reached, or what became of the write is unknown. */
    UNAVAILABLE
}
