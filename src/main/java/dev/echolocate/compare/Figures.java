package dev.echolocate.compare;

/**
 * What was counted on the server's side of connections.
 *
 * @param requests that have begun, handshakes too
 * @param received bytes from clients
 * @param sent bytes to clients, those that wait to be sent among them
 */
public record Figures(long requests, long received, long sent) {}
