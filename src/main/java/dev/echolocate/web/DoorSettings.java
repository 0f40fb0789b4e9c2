package dev.echolocate.web;

/**
 * What the doors let through.
 *
 * @param maxSessions of all services together
 * @param echoMaxMessage bytes
 * @param echoMaxUnsent bytes of replies that wait for one session
 * @param broadcastMaxMessage bytes of the message itself, whatever it is wrapped in
 * @param trackerMaxMessage bytes
 */
public record DoorSettings(
        int maxSessions, int echoMaxMessage, int echoMaxUnsent, int broadcastMaxMessage, int trackerMaxMessage) {}
