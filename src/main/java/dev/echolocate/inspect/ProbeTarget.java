package dev.echolocate.inspect;

import java.net.InetSocketAddress;

/**
 * Where a probe goes: back to where its session came in.
 *
 * @param address of this machine, and a port that it was reached at
 * @param tls whether that port speaks TLS itself
 * @param host of the Host header
 * @param path of the echo, with its context path
 */
public record ProbeTarget(InetSocketAddress address, boolean tls, String host, String path) {}
