package dev.echolocate.benchmarks.client;

/** A port of this machine, and what is asked for there. */
public record Target(int port, String path) {}
