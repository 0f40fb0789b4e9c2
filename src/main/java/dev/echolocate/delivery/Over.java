package dev.echolocate.delivery;

import dev.echolocate.base.Address;

/**
 * A session that is over. Immutable.
 *
 * @param address whom it was counted to
 * @param begunEpochMillis milliseconds since the epoch
 * @param millis how long it took
 * @param why it ended
 * @param messagesIn whole messages that have come
 * @param bytesIn of those messages
 * @param messagesOut that were handed over to be sent
 * @param bytesOut of those messages
 */
public record Over(
        SessionKind kind,
        Address address,
        long begunEpochMillis,
        long millis,
        Ending why,
        long messagesIn,
        long bytesIn,
        long messagesOut,
        long bytesOut) {}
