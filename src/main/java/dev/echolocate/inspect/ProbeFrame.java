package dev.echolocate.inspect;

/**
 * A frame that went over a probe's connection.
 *
 * @param sent by the probe; otherwise the server
 * @param automatic whether the probe sent it by itself: the answer to a ping or to a close (RFC 6455 5.5.1, 5.5.2)
 * @param bytes as they were on the wire
 */
public record ProbeFrame(boolean sent, boolean automatic, Bytes bytes, DecodedFrame decoded) {}
