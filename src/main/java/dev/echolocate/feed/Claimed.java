package dev.echolocate.feed;

/**
 * Somebody wanted a key that is present and not its own: its holder may be long gone without a word, and is to be asked.
 *
 * @param board {@link Feed#name}
 * @param key on that Board
 * @param proof of who wanted it
 */
public record Claimed(String board, String key, String proof) {}
