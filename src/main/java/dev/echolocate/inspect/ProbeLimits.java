package dev.echolocate.inspect;

import java.time.Duration;

/**
 * How many probes there may be, and how long they may last.
 *
 * @param most at one time, of all sessions; 0 for none
 * @param idle without anything to be sent
 * @param life in all
 */
public record ProbeLimits(int most, Duration idle, Duration life) {}
