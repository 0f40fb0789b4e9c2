package dev.echolocate.chat;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.feed.Secret;
import org.jspecify.annotations.Nullable;

/** Who comes into a room: the user whom the container has authenticated, or somebody with a name of its choice. Immutable. */
public final class Guest {
    private final @Nullable ChatName name;
    private final Secret secret;
    private final Secret proof;

    private Guest(@Nullable ChatName name, Secret secret, Secret proof) {
        this.name = name;
        this.secret = secret;
        this.proof = proof;
    }

    /**
     * Who comes, by what its request says.
     *
     * @param user the authenticated principal's name, which goes before what is chosen, or null
     * @param name the name that it chooses, or null: it only reads until it has one
     * @param secret the secret that it brings, or null: it gets a new one
     */
    public static Guest of(@Nullable String user, @Nullable String name, @Nullable String secret)
            throws BadMessageException {
        if (secret != null && !Secret.valid(secret)) {
            throw new BadMessageException("bad_secret", Secret.RULE);
        }
        Secret brought = secret == null ? Secret.random() : Secret.of(secret);
        if (user != null) {
            return new Guest(ChatName.ofUser(user), brought, Secret.ofUser(user));
        }
        return new Guest(name == null ? null : ChatName.of(name), brought, brought);
    }

    /** The name that it has, or has asked for. */
    @Nullable
    ChatName name() {
        return name;
    }

    /** What it may bring again. */
    Secret secret() {
        return secret;
    }

    /** What proves its name. */
    Secret proof() {
        return proof;
    }

    /** Whether the name is that of a login, which nobody changes here. */
    boolean isUser() {
        return proof != secret;
    }
}
