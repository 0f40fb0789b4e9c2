package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final String TEXT = "0123456789abcdef";

    @Test
    void itProvesTheSameOnEveryNodeAndEachSessionHasALeaseOfItsOwn() {
        Owner one = Secret.of(TEXT).session();
        Owner again = Secret.of(TEXT).session();
        assertEquals(one.proof(), again.proof());
        assertNotEquals(one.lease(), again.lease());
        assertNotEquals(one.proof(), Secret.of(TEXT + "0").session().proof());
    }

    @Test
    void requestsWithoutASessionHaveOneLease() {
        Owner one = Secret.of(TEXT).requests();
        Owner again = Secret.of(TEXT).requests();
        assertEquals(one.proof(), Secret.of(TEXT).session().proof());
        assertEquals(one.lease(), again.lease());
        assertNotEquals(one.lease(), Secret.of(TEXT + "0").requests().lease());
    }

    @Test
    void aUserIsTheSameInAllSessionsAndNobodyCanBringWhatProvesIt() {
        Owner ann = Secret.ofUser(TEXT).session();
        assertEquals(ann.proof(), Secret.ofUser(TEXT).session().proof());
        assertEquals(
                Secret.ofUser(TEXT).requests().lease(),
                Secret.ofUser(TEXT).requests().lease());
        assertNotEquals(ann.proof(), Secret.of(TEXT).session().proof());
        assertNotEquals(ann.proof(), Secret.ofUser("bob").session().proof());
        assertEquals("", Secret.ofUser(TEXT).text());
    }

    @Test
    void nothingTellsTheSecretButItsText() {
        Secret secret = Secret.of(TEXT);
        assertEquals(TEXT, secret.text());
        assertFalse(secret.toString().contains(TEXT));
        assertFalse(secret.session().toString().contains(TEXT));
        assertFalse(secret.requests().toString().contains(TEXT));
        assertFalse(secret.derived("id").contains(TEXT));
        assertNotEquals(secret.derived("id"), secret.session().proof());
    }

    @Test
    void whatTheServerGivesIsASecret() {
        String text = Secret.random().text();
        assertTrue(Secret.valid(text), text);
        assertNotEquals(text, Secret.random().text());
    }

    @Test
    void secretsHave16To128Characters() {
        assertFalse(Secret.valid("x".repeat(15)));
        assertTrue(Secret.valid("x".repeat(16)));
        assertTrue(Secret.valid("x".repeat(128)));
        assertFalse(Secret.valid("x".repeat(129)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcde ", "0123456789abcde\n", "0123456789abcde=", "0123456789abcde\u00e9"})
    void oddSecretsAreNone(String text) {
        assertFalse(Secret.valid(text));
    }
}
