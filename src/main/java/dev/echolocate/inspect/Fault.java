package dev.echolocate.inspect;

/**
 * A breach of a rule.
 *
 * @param offset of the byte that breaks it, from the first of all bytes; the number of all bytes where one is missing
 */
public record Fault(Rule rule, int offset) {}
