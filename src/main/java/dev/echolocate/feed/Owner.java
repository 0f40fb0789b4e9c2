package dev.echolocate.feed;

/**
 * Who writes a key.
 *
 * @param proof the hash of a secret: who may write it
 * @param lease one a session: which of the owner's sessions wrote last. Only that one can renew or leave.
 */
public record Owner(String proof, String lease) {}
