package dev.echolocate.inspect;

import java.time.Duration;

/**
 * How long a probe may last.
 *
 * @param idle without anything to be sent
 * @param life in all
 */
public record ProbeLimits(Duration idle, Duration life) {}
