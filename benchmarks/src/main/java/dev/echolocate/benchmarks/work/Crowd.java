package dev.echolocate.benchmarks.work;

/**
 * Connections that are alike.
 *
 * @param path what they ask for
 * @param deflate whether they offer permessage-deflate
 */
record Crowd(int size, String path, boolean deflate) {}
