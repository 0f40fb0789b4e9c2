package dev.echolocate.feed;

import dev.echolocate.base.Address;

/**
 * Who writes a key.
 *
 * @param proof the hash of a secret: who may write it
 * @param lease one a session: which of the owner's sessions wrote last. Only that one can renew or leave.
 * @param address in whose name a new key, and its bytes, are counted
 */
public record Owner(String proof, String lease, Address address) {}
