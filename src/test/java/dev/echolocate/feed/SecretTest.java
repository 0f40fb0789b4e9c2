package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final String TEXT = "0123456789abcdef";

    @Test
    void itProvesTheSameOnEveryNodeAndEachSessionHasALeaseOfItsOwn() {
        Owner one = Secret.of(TEXT).session(Address.UNKNOWN);
        Owner again = Secret.of(TEXT).session(Address.UNKNOWN);
        assertEquals(one.proof(), again.proof());
        assertNotEquals(one.lease(), again.lease());
        assertNotEquals(
                one.proof(), Secret.of(TEXT + "0").session(Address.UNKNOWN).proof());
    }

    @Test
    void requestsWithoutASessionHaveOneLease() {
        Owner one = Secret.of(TEXT).requests(Address.UNKNOWN);
        Owner again = Secret.of(TEXT).requests(Address.UNKNOWN);
        assertEquals(one.proof(), Secret.of(TEXT).session(Address.UNKNOWN).proof());
        assertEquals(one.lease(), again.lease());
        assertNotEquals(
                one.lease(), Secret.of(TEXT + "0").requests(Address.UNKNOWN).lease());
    }

    @Test
    void aUserIsTheSameInAllSessionsAndNobodyCanBringWhatProvesIt() {
        Owner ann = Secret.ofUser(TEXT).session(Address.UNKNOWN);
        assertEquals(ann.proof(), Secret.ofUser(TEXT).session(Address.UNKNOWN).proof());
        assertEquals(
                Secret.ofUser(TEXT).requests(Address.UNKNOWN).lease(),
                Secret.ofUser(TEXT).requests(Address.UNKNOWN).lease());
        assertNotEquals(ann.proof(), Secret.of(TEXT).session(Address.UNKNOWN).proof());
        assertNotEquals(
                ann.proof(), Secret.ofUser("bob").session(Address.UNKNOWN).proof());
        assertEquals("", Secret.ofUser(TEXT).text());
    }

    @Test
    void whatIsToldOfUsersIsAnotherThingForEach() {
        assertEquals(Secret.ofUser("ann").derived("id"), Secret.ofUser("ann").derived("id"));
        assertNotEquals(Secret.ofUser("ann").derived("id"), Secret.ofUser("bob").derived("id"));
        assertNotEquals(Secret.ofUser(TEXT).derived("id"), Secret.of(TEXT).derived("id"));
        assertNotEquals(
                Secret.ofUser("ann").derived("id"),
                Secret.ofUser("ann").session(Address.UNKNOWN).proof());
    }

    @Test
    void nothingTellsTheSecretButItsText() {
        Secret secret = Secret.of(TEXT);
        assertEquals(TEXT, secret.text());
        assertFalse(secret.toString().contains(TEXT));
        assertFalse(secret.session(Address.UNKNOWN).toString().contains(TEXT));
        assertFalse(secret.requests(Address.UNKNOWN).toString().contains(TEXT));
        assertFalse(secret.derived("id").contains(TEXT));
        assertNotEquals(secret.derived("id"), secret.session(Address.UNKNOWN).proof());
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
