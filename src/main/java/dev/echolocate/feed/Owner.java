package dev.echolocate.feed;

import dev.echolocate.base.Address;

/**
 * Who writes a key.
 *
 * @param proof the hash of a secret: who may write it
 * @param lease one a session: which of the owner's sessions wrote last. Only that one can renew or leave, or the owner with {@link #anyLease}.
 * @param address in whose name a new key, and its bytes, are counted
 */
public record Owner(String proof, String lease, Address address) {
    /** In place of a lease: whichever of the owner's sessions wrote last. No session has it, and no put takes it. */
    private static final String ANY = "";

    /** The owner whatever the lease: to end what some session of its own has put. */
    public Owner anyLease() {
        return new Owner(proof, ANY, address);
    }

    /** Whether a key under that proof and lease is this one's to keep. */
    boolean mayKeep(String proof, String lease) {
        return this.proof.equals(proof) && (this.lease.equals(ANY) || this.lease.equals(lease));
    }
}
