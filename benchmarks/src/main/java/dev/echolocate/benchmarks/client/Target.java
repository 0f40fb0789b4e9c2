package dev.echolocate.benchmarks.client;

/**
 * A port of this machine, and what is asked for there.
 *
 * @param subprotocol the one that is offered, or empty
 * @param deflate whether permessage-deflate is offered (RFC 7692), as a browser does
 */
public record Target(int port, String path, String subprotocol, boolean deflate) {}
