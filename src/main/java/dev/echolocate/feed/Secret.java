package dev.echolocate.feed;

import dev.echolocate.base.Address;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What proves that keys are somebody's own, on any node: the proof that is stored is a hash of it, and so is whatever else
 * is told of it. It is never logged. Immutable.
 */
public final class Secret {
    /** What is said to who brought something else. */
    public static final String RULE = "a secret is 16 to 128 of A-Z a-z 0-9 _ -";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{16,128}");

    private final String text;
    private final String proof;

    /** What else is told of it is a hash of this: nothing that is told, and another one for each. */
    private final String seed;

    private Secret(String text, String proof, String seed) {
        this.text = text;
        this.proof = proof;
        this.seed = seed;
    }

    /** A secret that somebody brings. */
    public static Secret of(String text) {
        return new Secret(text, hash("proof", text), text);
    }

    /** A new one. */
    public static Secret random() {
        return of(randomText());
    }

    /**
     * That of somebody whom the container has authenticated: one for all of that user's sessions, and none that anybody
     * could bring.
     *
     * @param user the principal's name
     */
    public static Secret ofUser(String user) {
        return new Secret("", hash("user", user), hash("seed of a user", user));
    }

    /** Whether a text can be a secret: 16 to 128 of {@code A-Z a-z 0-9 _ -}. */
    public static boolean valid(String text) {
        return FORM.matcher(text).matches();
    }

    /** The secret itself, for its owner alone; empty where it is that of a user. */
    public String text() {
        return text;
    }

    /** The owner that a session is: with a lease of its own. */
    public Owner session(Address address) {
        return new Owner(proof, randomText(), address);
    }

    /** The owner that requests without a session are: each of them renews, or ends, what those before it put. */
    public Owner requests(Address address) {
        return new Owner(proof, hash("requests", proof), address);
    }

    /** Something else that is told of it: the same for the same secret, and it does not tell the secret. */
    public String derived(String purpose) {
        return hash(purpose, seed);
    }

    @Override
    public String toString() {
        return "a secret";
    }

    /** 128 random bits. */
    private static String randomText() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String purpose, String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((purpose + '\n' + text).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
